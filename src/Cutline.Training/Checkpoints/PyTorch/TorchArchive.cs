using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints.PyTorch;

/// <summary>What torch.save wrote: one object, and the storages that its tensors look into.</summary>
internal abstract class TorchArchive
{
    /// <summary>Far more than the names and shapes of any model; what unpickling allocates is in proportion to it.</summary>
    protected const int LongestPickle = 16 << 20;

    /// <summary>What was saved, its tensors as <see cref="TensorView"/>s.</summary>
    internal object? Root { get; private protected init; }

    /// <summary>The memory of a storage within the file, as long as it says it is.</summary>
    /// <exception cref="InvalidDataException">It is missing or of another length.</exception>
    internal abstract ReadOnlySpan<byte> Bytes(StorageReference storage);

    /// <summary>Opens the format that the file's first bytes announce.</summary>
    /// <exception cref="InvalidDataException">None does, or the file is damaged.</exception>
    internal static TorchArchive Open(MappedFile file) => file.Bytes(0, Math.Min(file.Length, 16)) switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => new ZipTorchArchive(file),
        [(byte)PickleOpcode.Proto, ..] => new LegacyTorchArchive(file),
        [_, _, _, _, _, _, _, _, (byte)'{', ..] =>
            throw new InvalidDataException("is no PyTorch file but looks like safetensors: open it as that, with the ending .safetensors"),
        _ => throw new InvalidDataException("is no PyTorch file: name one that torch.save wrote"),
    };
}
