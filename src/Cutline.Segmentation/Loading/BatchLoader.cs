using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// Makes batches of the samples of a <see cref="DecodedSet"/>. During the first epoch batches are already available while later samples are
/// still being decoded; from the second epoch on memory is only copied. Which samples a batch holds, and their order, never depend on
/// timing.
/// </summary>
public sealed class BatchLoader
{
    private readonly DecodedSet set;
    private readonly int[] indices;
    private readonly BatchLoaderOptions options;
    private readonly BatchBuffers buffers;
    private readonly int length;

    /// <param name="set">The samples.</param>
    /// <param name="indices">The samples of an epoch, such as <see cref="Split.Train"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, an index does not exist in the set, or a batch would be over 2 GiB.
    /// </exception>
    public BatchLoader(DecodedSet set, IReadOnlyList<int> indices, BatchLoaderOptions? options = null)
    {
        this.set = set;
        this.indices = [.. indices];
        this.options = options ?? new();
        this.options.Validate();
        if ((long)this.options.BatchSize * set.PhotoBytes > Array.MaxLength)
            throw new ArgumentException($"BatchSize is {this.options.BatchSize}: a batch would be over 2 GiB; choose a smaller one");
        foreach (var index in this.indices)
            if ((uint)index >= (uint)set.Count)
                throw new ArgumentException($"sample {index} does not exist: the set has {set.Count} samples");
        if (this.options.Repeats is { } repeats && repeats.Count != this.indices.Length)
            throw new ArgumentException($"Repeats has {repeats.Count} numbers for {this.indices.Length} indices: give one for each");
        length = this.options.Repeats is { } each ? (int)Math.Ceiling(each.Sum()) : this.indices.Length;
        buffers = new(set.PhotoBytes, set.MaskBytes, this.options.BatchSize);
    }

    /// <summary>The number of samples in an epoch.</summary>
    public int Samples => options.DropLast ? length / options.BatchSize * options.BatchSize : length;

    /// <summary>The number of batches in an epoch.</summary>
    public int Batches => (Samples + options.BatchSize - 1) / options.BatchSize;

    /// <summary>The indices of an epoch's samples, in its order.</summary>
    public int[] Order(long epoch)
    {
        var random = SplitMix64.Of(options.Seed, epoch);
        var order = options.Repeats is { } repeats ? Repeated(repeats, ref random) : indices.ToArray();
        if (options.Shuffle) random.Shuffle(order.AsSpan());
        return order[..Samples];
    }

    /// <summary>
    /// Each index as often as its number of repeats, rounded down or up: systematic sampling, points at equal distances of at most 1 along
    /// the repeats laid end to end, in random order, from a random beginning.
    /// </summary>
    private int[] Repeated(IReadOnlyList<double> repeats, ref SplitMix64 random)
    {
        var places = Enumerable.Range(0, indices.Length).ToArray();
        random.Shuffle(places.AsSpan());
        var (step, point) = (repeats.Sum() / length, (double)random.Below(1 << 30) / (1 << 30));
        var order = new List<int>(length);
        var end = 0.0;
        foreach (var place in places)
        {
            end += repeats[place];
            while (order.Count < length && (order.Count + point) * step < end) order.Add(indices[place]);
        }

        while (order.Count < length) order.Add(indices[places[^1]]); // of rounding
        return [.. order];
    }

    /// <summary>
    /// The batches of an epoch. The caller disposes of each, which lets a later one use its arrays. Leaving the loop early stops the
    /// workers and releases the batches that they made ahead.
    /// </summary>
    /// <exception cref="DatasetException">A sample cannot be decoded: thrown in place of the batch that it belongs to.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public IEnumerable<Batch> Epoch(long epoch, CancellationToken cancel = default)
    {
        using var pipeline = new BatchPipeline(set, Order(epoch), options, buffers, cancel);
        for (var i = 0; i < Batches; i++) yield return pipeline.Take();
    }
}
