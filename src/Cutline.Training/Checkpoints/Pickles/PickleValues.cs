namespace Cutline.Training.Checkpoints.Pickles;

// What a pickle can hold besides null, bool, long, BigInteger, double, string and byte[].

internal sealed record PickleTuple(object?[] Items)
{
    internal static readonly PickleTuple Empty = new([]);
}

internal sealed class PickleList
{
    internal List<object?> Items { get; } = [];
}

/// <summary>A dict, in order. A key set twice is there twice; the later counts.</summary>
internal sealed class PickleDict
{
    private List<KeyValuePair<object?, object?>>? items;

    internal IReadOnlyList<KeyValuePair<object?, object?>> Items => items ?? (IReadOnlyList<KeyValuePair<object?, object?>>)[];

    internal void Add(object? key, object? value) => (items ??= new(1)).Add(new(key, value));

    /// <summary>What stands under a name; null when there is nothing.</summary>
    internal object? Find(string key) => Items.LastOrDefault(i => i.Key is string text && text == key).Value;
}

/// <summary>Something that a pickle may call: one of ours, never one of Python's.</summary>
internal sealed record PickleFunction(string Name, Func<object?[], object?> Call);
