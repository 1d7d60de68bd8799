using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>A file that torch.save wrote: one object, and the storages of its tensors.</summary>
internal abstract class TorchArchive
{
    /// <summary>Far more than the names and shapes of any model; what unpickling allocates is in proportion to it.</summary>
    protected const int LongestPickle = 16 << 20;

    /// <summary>The saved object, with its tensors as <see cref="TensorView"/>s.</summary>
    internal object? Root { get; private protected init; }

    /// <summary>The bytes of a storage, of the length that the pickle states.</summary>
    /// <exception cref="InvalidDataException">The storage is missing or of another length.</exception>
    internal abstract ReadOnlySpan<byte> Bytes(StorageReference storage);

    /// <summary>Opens a file of the format that its first bytes show.</summary>
    /// <exception cref="InvalidDataException">They show neither format, or the file is damaged.</exception>
    internal static TorchArchive Open(MappedFile file) => file.Bytes(0, Math.Min(file.Length, 16)) switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => new ZipTorchArchive(file),
        [(byte)PickleOpcode.Proto, ..] => new LegacyTorchArchive(file),
        [_, _, _, _, _, _, _, _, (byte)'{', ..] =>
            throw new InvalidDataException("is no PyTorch file but looks like safetensors: open it as that, with the ending .safetensors"),
        _ => throw new InvalidDataException("is no PyTorch file: name one that torch.save wrote"),
    };
}
