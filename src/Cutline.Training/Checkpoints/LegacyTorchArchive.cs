using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// The format before PyTorch 1.6: five pickles in sequence (a magic number, a version, the machine, the object, the keys of the storages),
/// then the number of elements of each storage and the elements.
/// </summary>
internal sealed class LegacyTorchArchive : TorchArchive
{
    private const long Version = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse(
        "1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly MappedFile file;
    private readonly Dictionary<string, StorageReference> named = [];
    private readonly Dictionary<string, long> offsets = [];
    private long position;

    internal LegacyTorchArchive(MappedFile file)
    {
        this.file = file;
        if (Next() is not BigInteger magic || magic != Magic || Next() is not Version)
            throw new InvalidDataException("is a pickle, but not one of torch.save: save model.state_dict() with torch.save");
        if (Next() is not PickleDict machine || machine.Find("little_endian") is not true)
            throw new InvalidDataException("was written on a big-endian machine: load and save it with PyTorch on a common one");
        Root = Next();
        if (Next() is not PickleList keys) throw Damage.Of("it has no list of its storages");
        foreach (var key in keys.Items) Locate(key);
    }

    internal override ReadOnlySpan<byte> Bytes(StorageReference storage) => offsets.TryGetValue(storage.Key, out var offset)
        ? file.Bytes(offset, storage.Bytes)
        : throw Damage.Of($"storage {storage.Key} is missing from it");

    private object? Next()
    {
        var reader = new PickleReader(file.Bytes(position, Math.Min(file.Length - position, LongestPickle)), TorchGlobals.Find, Name);
        var value = reader.Read();
        position += reader.Position;
        return value;
    }

    private StorageReference Name(object? persistentId)
    {
        var storage = StorageReference.From(persistentId);
        if (named.TryAdd(storage.Key, storage) || named[storage.Key] == storage) return storage;
        throw Damage.Of($"its pickle describes storage {storage.Key} in two ways");
    }

    private void Locate(object? key)
    {
        if (key is not string name || !named.TryGetValue(name, out var storage))
            throw Damage.Of("it has a storage that its pickle does not list");
        var elements = BinaryPrimitives.ReadInt64LittleEndian(file.Bytes(position, sizeof(long)));
        if (elements != storage.Elements)
            throw Damage.Of($"storage {name} has {elements} elements, its pickle states {storage.Elements}");
        position += sizeof(long);
        if (!offsets.TryAdd(name, position) || storage.Bytes > file.Length - position)
            throw Damage.Of($"storage {name} is there twice, or not whole");
        position += storage.Bytes;
    }
}
