using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>A block of elements that tensors are views of, as a pickle names it; its bytes lie elsewhere in the file.</summary>
internal sealed record StorageReference(string Key, ElementType Type, long Elements)
{
    private const int LongestKey = 64;

    internal long Bytes => Elements * Type.Size();

    /// <summary>
    /// Reads <c>('storage', torch.FloatStorage, '0', 'cpu', 6)</c>; the old format has one more, about views, which is None.
    /// </summary>
    /// <exception cref="InvalidDataException">The id is not of this form.</exception>
    internal static StorageReference From(object? persistentId)
    {
        if (persistentId is not PickleTuple { Items: ["storage", StorageType type, string key, string, long elements, .. var more] }
            || key.Length > LongestKey || elements < 0 || elements > long.MaxValue / type.Type.Size() || more is not ([] or [null]))
            throw Damage.Of("its pickle refers to memory in a way that PyTorch does not");
        return new StorageReference(key, type.Type, elements);
    }
}
