namespace Cutline.Training.Checkpoints.Pickles;

// Values of pickles besides null, bool, long, BigInteger, double, string and byte[].

internal sealed record PickleTuple(object?[] Items)
{
    internal static readonly PickleTuple Empty = new([]);
}

internal sealed class PickleList
{
    internal List<object?> Items { get; } = [];
}

/// <summary>A dict in order of insertion. A key that was set twice occurs twice; the later one counts.</summary>
internal sealed class PickleDict
{
    private List<KeyValuePair<object?, object?>>? items;

    internal IReadOnlyList<KeyValuePair<object?, object?>> Items => items ?? (IReadOnlyList<KeyValuePair<object?, object?>>)[];

    internal void Add(object? key, object? value) => (items ??= new(1)).Add(new(key, value));

    /// <summary>The value of a key; null where there is none.</summary>
    internal object? Find(string key) => Items.LastOrDefault(i => i.Key is string text && text == key).Value;
}

/// <summary>A function that a pickle may call: one of this library, never of Python.</summary>
internal sealed record PickleFunction(string Name, Func<object?[], object?> Call);
