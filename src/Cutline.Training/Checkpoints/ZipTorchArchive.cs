using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;
using Cutline.Training.Checkpoints.Zip;

namespace Cutline.Training.Checkpoints;

/// <summary>The format since PyTorch 1.6: a zip file of NAME/data.pkl, NAME/data/0 and so on, uncompressed.</summary>
internal sealed class ZipTorchArchive : TorchArchive
{
    internal const string Pickle = "data.pkl", ByteOrder = "byteorder", Version = "version", Data = "data/";

    private readonly ZipFileReader zip;
    private readonly string folder;

    internal ZipTorchArchive(MappedFile file)
    {
        zip = new ZipFileReader(file);
        var pickles = zip.Names.Where(n => n.EndsWith($"/{Pickle}", StringComparison.Ordinal)).ToArray();
        if (pickles is not [var pickle])
            throw new InvalidDataException($"is a zip file with {pickles.Length} {Pickle} in it, not one: name one that torch.save wrote");
        folder = pickle[..^Pickle.Length];
        if (zip.Contains($"{folder}constants.pkl"))
            throw new InvalidDataException(
                "is a TorchScript program, not a state dict: in PyTorch, torch.save(torch.jit.load(file).state_dict(), other)");
        if (zip.Contains($"{folder}{ByteOrder}") && !zip.Bytes($"{folder}{ByteOrder}").SequenceEqual("little"u8))
            throw new InvalidDataException("was written on a big-endian machine: load and save it with PyTorch on a common one");
        var data = zip.Bytes(pickle);
        if (data.Length > LongestPickle) throw Damage.Of($"its {Pickle} has {data.Length} bytes, no state dict more than {LongestPickle}");
        Root = new PickleReader(data, TorchGlobals.Find, StorageReference.From).Read();
    }

    internal override ReadOnlySpan<byte> Bytes(StorageReference storage)
    {
        if (storage.Elements == 0) return [];
        var bytes = zip.Bytes($"{folder}{Data}{storage.Key}");
        return bytes.Length == storage.Bytes
            ? bytes
            : throw Damage.Of($"storage {storage.Key} has {bytes.Length} bytes, its pickle states {storage.Bytes}");
    }
}
