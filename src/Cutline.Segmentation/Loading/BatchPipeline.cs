namespace Cutline.Segmentation.Loading;

/// <summary>
/// The worker threads of one epoch. They take the samples one by one, in order, and put each straight into its place in its batch,
/// so that all of them work even on the first batch. The number of batches made ahead never exceeds
/// <see cref="BatchLoaderOptions.Prefetch"/>.
/// </summary>
internal sealed class BatchPipeline : IDisposable
{
    private readonly object gate = new(); // guards all mutable fields below
    private readonly DecodedSet set;
    private readonly int[] order;
    private readonly BatchLoaderOptions options;
    private readonly BatchBuffers buffers;
    private readonly CancellationToken cancel;
    private readonly CancellationTokenRegistration registration;
    private readonly Queue<PendingBatch> pending = [];
    private readonly Thread[] workers;
    private PendingBatch? last;
    private int next;
    private int taken;
    private bool waiting;
    private bool stopped;

    public BatchPipeline(DecodedSet set, int[] order, BatchLoaderOptions options, BatchBuffers buffers, CancellationToken cancel)
    {
        (this.set, this.order, this.options, this.buffers, this.cancel) = (set, order, options, buffers, cancel);
        registration = cancel.Register(WakeAll);
        workers = [.. Enumerable.Range(0, Math.Min(options.Workers, order.Length))
            .Select(i => new Thread(Work) { IsBackground = true, Name = $"batch worker {i}" })];
        foreach (var worker in workers) worker.Start();
    }

    /// <summary>Waits until the next batch is complete, and returns it.</summary>
    public Batch Take()
    {
        PendingBatch batch;
        lock (gate)
        {
            waiting = true;
            Monitor.PulseAll(gate);
            while (!cancel.IsCancellationRequested && !(pending.TryPeek(out var first) && first.IsComplete)) Monitor.Wait(gate);
            waiting = false;
            cancel.ThrowIfCancellationRequested();
            batch = pending.Dequeue();
            taken++;
            Monitor.PulseAll(gate);
        }

        return batch.Result();
    }

    /// <summary>Stops the workers, each after its current sample, and releases the batches that nobody took.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }

        foreach (var worker in workers) worker.Join();
        foreach (var batch in pending) batch.Dispose();
        pending.Clear();
    }

    private void WakeAll()
    {
        lock (gate) Monitor.PulseAll(gate);
    }

    private void Work()
    {
        while (NextPlace() is (PendingBatch batch, var place))
        {
            batch.Fill(place);
            lock (gate)
            {
                if (batch.MarkFilled()) Monitor.PulseAll(gate);
            }
        }
    }

    private (PendingBatch Batch, int Place)? NextPlace()
    {
        lock (gate)
        {
            while (!stopped && !cancel.IsCancellationRequested && next < order.Length
                && next / options.BatchSize >= taken + options.Prefetch + (waiting ? 1 : 0))
            {
                Monitor.Wait(gate);
            }

            if (stopped || cancel.IsCancellationRequested || next >= order.Length) return null;
            var place = next % options.BatchSize;
            if (place == 0)
            {
                var indices = order[next..Math.Min(next + options.BatchSize, order.Length)];
                pending.Enqueue(last = new PendingBatch(set, indices, buffers));
            }

            next++;
            return (last!, place);
        }
    }
}
