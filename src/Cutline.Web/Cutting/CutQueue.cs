using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Cutting;

/// <summary>
/// The queue of photos to be cut out. A request takes a slot before its upload is read and keeps it until its answer is sent. One client
/// has a limited number of slots, and clients are served in turn, each photo when the memory that it needs is free. A photo that is still
/// being uploaded takes no place from those that are whole.
/// </summary>
internal sealed class CutQueue
{
    /// <summary>All jobs together have the turns of one client: they have time.</summary>
    private const string JobClient = "jobs";

    private readonly FairQueue<CutRequest> waiting = new();
    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);
    private readonly ServeOptions options;
    private readonly CutMetrics metrics;
    private readonly MemoryBudget memory;
    private readonly object gate = new(); // its waiters are the workers
    private double seconds = 1;
    private int taken, whole;
    private bool closed, ended;

    public CutQueue(ServeOptions options, CutMetrics metrics, MemoryBudget memory)
    {
        (this.options, this.metrics, this.memory) = (options, metrics, memory);
        memory.Freed += Wake;
        metrics.ObserveQueue(() => Length);
    }

    /// <summary>The number of slots that are taken: of photos that are being uploaded, waiting or being cut, and of answers.</summary>
    public int Length => Volatile.Read(ref taken);

    /// <summary>The number of photos that are waiting or being cut.</summary>
    public int Whole => Volatile.Read(ref whole);

    public bool IsOpen => !Volatile.Read(ref closed);

    /// <summary>The estimated time until the queue is empty, by the duration of the last photos.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Math.Clamp(Whole * Volatile.Read(ref seconds) / options.Workers, 1, 120));

    /// <summary>Takes a slot, which must be disposed when the answer is sent or the photo is abandoned.</summary>
    /// <param name="client">See <see cref="Client"/>.</param>
    /// <param name="forJob">Whether it is for the upload of a job, whose photos wait elsewhere.</param>
    /// <exception cref="ProblemException">The queue is full, the client has no slot left, or the service is stopping.</exception>
    public QueueSlot Take(string client, bool forJob = false)
    {
        lock (gate)
        {
            if (closed) throw new ProblemException(Problem.Stopping);
            var share = shares.GetValueOrDefault(client) ?? new();
            if (!forJob && whole >= options.Queue && share.Slots >= EqualPart(client)) throw new ProblemException(Problem.QueueFull(Wait));
            if (share.Slots >= options.ClientQueue) throw new ProblemException(Problem.ClientQueueFull(options.ClientQueue, Wait));
            share.Slots++;
            shares[client] = share;
            taken++;
        }

        return new QueueSlot(this, memory, client);
    }

    /// <summary>Gives out no more slots; photos that have one are still cut.</summary>
    public void Close()
    {
        lock (gate) closed = true;
    }

    /// <summary>Cuts photos on the calling thread until <see cref="End"/>; several threads may call it.</summary>
    public void Work(ICutter cutter)
    {
        while (Next() is { } request)
        {
            var run = request.Run(cutter);
            if (request.HasMemory) memory.ChangeWork(-request.Bytes);
            if (run is not var (waited, took, error)) continue;
            metrics.Photo(waited, took, error);
            Volatile.Write(ref seconds, 0.8 * seconds + 0.2 * took.TotalSeconds);
        }
    }

    /// <summary>Lets <see cref="Work"/> return when the queue is empty.</summary>
    public void End()
    {
        lock (gate)
        {
            (closed, ended) = (true, true);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Cuts the photo of a slot. Its result counts as used memory until the slot is disposed.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="photo">The content of the photo's file.</param>
    /// <param name="settings">How it is cut out.</param>
    /// <param name="bytes">The memory that this needs, see <see cref="CutCost"/>.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <exception cref="ProblemException">
    /// The photo cannot be read, contains no car, or needs more memory than the service has, or than becomes free in time.
    /// </exception>
    public async Task<CutResult> CutAsync(
        QueueSlot slot, ReadOnlyMemory<byte> photo, CutSettings settings, long bytes, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var request = new CutRequest(photo, settings, patience.Token)
        {
            Bytes = bytes, Client = slot.Client, Started = () => patience.CancelAfter(Timeout.InfiniteTimeSpan), Finished = slot.Keep,
        };
        patience.CancelAfter(options.WaitTime);
        lock (gate) whole++;
        try
        {
            return await CutAsync(request);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ProblemException(Problem.MemoryBusy(Wait));
        }
        finally
        {
            lock (gate) whole--;
        }
    }

    /// <summary>Cuts a photo of a job, whose result is stored at once. It waits for its turn as long as that takes.</summary>
    /// <inheritdoc cref="CutAsync(QueueSlot, ReadOnlyMemory{byte}, CutSettings, long, CancellationToken)"/>
    public Task<CutResult> CutAsync(ReadOnlyMemory<byte> photo, CutSettings settings, long bytes, CancellationToken cancel) =>
        CutAsync(new CutRequest(photo, settings, cancel) { Bytes = bytes + photo.Length, Client = JobClient });

    /// <summary>Counts a result as used memory, until <see cref="Free"/>.</summary>
    internal void Keep(string client, long bytes)
    {
        memory.ChangeWork(bytes);
        lock (gate) shares[client].Results += bytes;
    }

    /// <summary>Gives a slot back, with the memory of its result.</summary>
    internal void Free(string client, long result)
    {
        lock (gate)
        {
            taken--;
            var share = shares[client];
            share.Results -= result;
            if (--share.Slots == 0) shares.Remove(client);
        }

        if (result > 0) memory.ChangeWork(-result);
        Wake(); // its client may have its turn now
    }

    /// <summary>What a client may have even of a full queue, so that others who fill it do not keep it out.</summary>
    private int EqualPart(string client) => Math.Max(1, options.Queue / (shares.Count + (shares.ContainsKey(client) ? 0 : 1)));

    private async Task<CutResult> CutAsync(CutRequest request)
    {
        if (request.Bytes > memory.MostWork) throw new ProblemException(Problem.NeedsMemory(request.Bytes, memory.MostWork));
        lock (gate)
        {
            if (ended) throw new ProblemException(Problem.Stopping);
            waiting.Add(request.Client, request);
            Monitor.PulseAll(gate);
        }

        try
        {
            return await request.ResultAsync();
        }
        catch (OperationCanceledException)
        {
            Wake(); // those behind it may go
            throw;
        }
    }

    /// <summary>Waits for a photo whose turn it is and for which there is memory; null at the end.</summary>
    private CutRequest? Next()
    {
        lock (gate)
        {
            while (true)
            {
                if (waiting.TryTake(TurnOf, out var request)) return request;
                if (ended && waiting.Count == 0) return null;
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>A client that leaves half of the memory in results that it does not fetch has no turn until it fetches some.</summary>
    private Turn TurnOf(CutRequest request)
    {
        if (request.IsCancelled) return Turn.Take;
        var results = shares.TryGetValue(request.Client, out var share) ? share.Results : 0;
        if (results > 0 && results + request.Bytes > memory.MostWork / 2) return Turn.Pass;
        if (!memory.TakeWork(request.Bytes)) return Turn.Wait;
        request.HasMemory = true;
        return Turn.Take;
    }

    private void Wake()
    {
        lock (gate) Monitor.PulseAll(gate);
    }

    /// <summary>What one client has of the queue.</summary>
    private sealed class Share
    {
        public int Slots { get; set; }

        /// <summary>Bytes of results that are not sent.</summary>
        public long Results { get; set; }
    }
}
