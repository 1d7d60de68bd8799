using System.Threading.Channels;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Cutting;

/// <summary>
/// The queue of photos to be cut out. Its slots are limited, and a request takes one before its upload is read, which bounds the memory of
/// uploads, too.
/// The channel contains the photos that have a slot, and as many photos of batch jobs as are cut at a time.
/// </summary>
internal sealed class CutQueue
{
    private readonly Channel<CutRequest> waiting = Channel.CreateUnbounded<CutRequest>();
    private readonly ServeOptions options;
    private readonly CutMetrics metrics;
    private readonly Lock gate = new();
    private double seconds = 1;
    private int taken;
    private bool closed;

    public CutQueue(ServeOptions options, CutMetrics metrics)
    {
        (this.options, this.metrics) = (options, metrics);
        metrics.ObserveQueue(() => Length);
    }

    /// <summary>The number of slots that are taken.</summary>
    public int Length => Volatile.Read(ref taken);

    public bool IsOpen => !Volatile.Read(ref closed);

    /// <summary>The estimated time until the queue is empty, by the duration of the last photos.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Math.Clamp(Length * Volatile.Read(ref seconds) / options.Workers, 1, 120));

    /// <summary>Takes a slot, which must be disposed when its photo is finished or abandoned.</summary>
    /// <exception cref="ProblemException">No slot is free, or the service is stopping.</exception>
    public QueueSlot Take()
    {
        lock (gate)
        {
            if (closed) throw new ProblemException(Problem.Stopping);
            if (taken >= options.Queue) throw new ProblemException(Problem.QueueFull(Wait));
            taken++;
        }

        return new QueueSlot(this);
    }

    /// <summary>Gives out no more slots; photos that have one are still cut.</summary>
    public void Close()
    {
        lock (gate) closed = true;
    }

    /// <summary>Cuts photos on the calling thread until <see cref="End"/>; several threads may call it.</summary>
    public void Work(ICutter cutter)
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Reader.TryRead(out var request))
            {
                if (request.Run(cutter) is not var (waited, took, error)) continue;
                metrics.Photo(waited, took, error);
                Volatile.Write(ref seconds, 0.8 * seconds + 0.2 * took.TotalSeconds);
            }
        }
    }

    /// <summary>Lets <see cref="Work"/> return when the queue is empty.</summary>
    public void End()
    {
        Close();
        waiting.Writer.TryComplete();
    }

    /// <summary>Queues a photo.</summary>
    /// <exception cref="ProblemException">The photo cannot be read, or contains no car.</exception>
    public Task<CutResult> CutAsync(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
    {
        var request = new CutRequest(photo, settings, cancel);
        if (!waiting.Writer.TryWrite(request)) throw new ProblemException(Problem.Stopping);
        return request.ResultAsync();
    }

    internal void Free()
    {
        lock (gate) taken--;
    }
}
