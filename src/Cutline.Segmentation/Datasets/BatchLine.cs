namespace Cutline.Segmentation.Datasets;

/// <summary>
/// An epoch's assembly line: workers take the samples one by one, in order, and put each straight into its place in its batch,
/// so that even the first batch is made by all of them. Of batches not yet taken there are never more than were asked for.
/// </summary>
internal sealed class BatchLine : IDisposable
{
    private readonly object gate = new(); // guards all below
    private readonly DecodedSet set;
    private readonly int[] order;
    private readonly BatchLoaderOptions options;
    private readonly CancellationToken cancel;
    private readonly CancellationTokenRegistration registration;
    private readonly Queue<OpenBatch> open = [];
    private readonly Thread[] workers;
    private OpenBatch? last;
    private int next;
    private int taken;
    private bool waiting;
    private bool stopped;

    public BatchLine(DecodedSet set, int[] order, BatchLoaderOptions options, CancellationToken cancel)
    {
        (this.set, this.order, this.options, this.cancel) = (set, order, options, cancel);
        registration = cancel.Register(Wake);
        workers = [.. Enumerable.Range(0, Math.Min(options.Workers, order.Length)).Select(i => new Thread(Work) { IsBackground = true, Name = $"batch worker {i}" })];
        foreach (var worker in workers) worker.Start();
    }

    /// <summary>The next batch, once it is whole.</summary>
    public Batch Take()
    {
        OpenBatch batch;
        lock (gate)
        {
            waiting = true;
            Monitor.PulseAll(gate);
            while (!cancel.IsCancellationRequested && !(open.TryPeek(out var first) && first.IsWhole)) Monitor.Wait(gate);
            waiting = false;
            cancel.ThrowIfCancellationRequested();
            batch = open.Dequeue();
            taken++;
            Monitor.PulseAll(gate);
        }

        return batch.Finish();
    }

    /// <summary>Stops the workers, each after the sample at hand, and releases what nobody took.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }

        foreach (var worker in workers) worker.Join();
        foreach (var batch in open) batch.Dispose();
        open.Clear();
    }

    private void Wake()
    {
        lock (gate) Monitor.PulseAll(gate);
    }

    private void Work()
    {
        while (NextPlace() is (OpenBatch batch, var place))
        {
            batch.Put(place);
            lock (gate)
            {
                if (batch.Done()) Monitor.PulseAll(gate);
            }
        }
    }

    private (OpenBatch Batch, int Place)? NextPlace()
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
                open.Enqueue(last = new OpenBatch(set, indices));
            }

            next++;
            return (last!, place);
        }
    }
}
