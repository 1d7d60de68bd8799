namespace Cutline.Segmentation.Loading;

/// <summary>
/// Makes batches of a decoded set. The first epoch streams: batches come while later samples are still being decoded;
/// from the second on only memory is copied. Which samples a batch holds, and their order, never depend on timing.
/// </summary>
public sealed class BatchLoader
{
    private readonly DecodedSet set;
    private readonly int[] indices;
    private readonly BatchLoaderOptions options;
    private readonly BatchBuffers buffers;

    /// <param name="indices">The samples of an epoch, such as a split's training part.</param>
    /// <exception cref="ArgumentException">An option is out of range, or an index is not of the set.</exception>
    public BatchLoader(DecodedSet set, IReadOnlyList<int> indices, BatchLoaderOptions? options = null)
    {
        this.set = set;
        this.indices = [.. indices];
        this.options = options ?? new();
        this.options.Validate();
        if ((long)this.options.BatchSize * set.PhotoBytes > int.MaxValue)
            throw new ArgumentException($"a batch of {this.options.BatchSize} photos of {set.PhotoBytes} bytes is over 2 GiB: choose a smaller one");
        foreach (var index in this.indices)
            if ((uint)index >= (uint)set.Count) throw new ArgumentException($"sample {index} is not one of {set.Count}");
        buffers = new(set.PhotoBytes, set.MaskBytes, this.options.BatchSize);
    }

    /// <summary>Samples in an epoch.</summary>
    public int Samples => options.DropLast ? indices.Length / options.BatchSize * options.BatchSize : indices.Length;

    /// <summary>Batches in an epoch.</summary>
    public int Batches => (Samples + options.BatchSize - 1) / options.BatchSize;

    /// <summary>The samples' indices in the order of an epoch.</summary>
    public int[] Order(long epoch)
    {
        var order = indices.ToArray();
        if (options.Shuffle) SplitMix64.Of(options.Seed, epoch).Shuffle(order.AsSpan());
        return order[..Samples];
    }

    /// <summary>
    /// The batches of an epoch. The caller disposes of each, which lets the next one use its arrays. Leaving the loop early stops the
    /// workers and releases the batches that they made ahead.
    /// </summary>
    /// <exception cref="DatasetException">A sample cannot be decoded: thrown in place of its batch.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<Batch> Epoch(long epoch, CancellationToken cancel = default)
    {
        using var pipeline = new BatchPipeline(set, Order(epoch), options, buffers, cancel);
        for (var i = 0; i < Batches; i++) yield return pipeline.Take();
    }
}
