using System.Threading.Channels;
using Cutline.Web.Problems;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Cutting;

/// <summary>
/// What waits to be cut. Places are bounded, and a request takes one before its upload is read, so that uploads in memory are bounded, too;
/// the channel behind them holds what has a place, and as many photos of the batch jobs as are cut at a time.
/// </summary>
internal sealed class CutQueue
{
    private readonly Channel<CutTicket> waiting = Channel.CreateUnbounded<CutTicket>();
    private readonly ServeOptions options;
    private readonly CutMeter meter;
    private readonly Lock gate = new();
    private double seconds = 1;
    private int taken;
    private bool closed;

    public CutQueue(ServeOptions options, CutMeter meter)
    {
        (this.options, this.meter) = (options, meter);
        meter.Watch(() => Length);
    }

    /// <summary>Places that are taken.</summary>
    public int Length => Volatile.Read(ref taken);

    public bool IsOpen => !Volatile.Read(ref closed);

    /// <summary>How long what is here will take, by what the last photos took.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Math.Clamp(Length * Volatile.Read(ref seconds) / options.Workers, 1, 120));

    /// <summary>Takes a place; to be disposed of when its photo is cut or given up.</summary>
    /// <exception cref="RefusedException">There is none, or the service is stopping.</exception>
    public CutPlace Take()
    {
        lock (gate)
        {
            if (closed) throw new RefusedException(Problem.Stopping);
            if (taken >= options.Queue) throw new RefusedException(Problem.QueueFull(Wait));
            taken++;
        }

        return new CutPlace(this);
    }

    /// <summary>Takes no more; what has a place is still cut.</summary>
    public void Close()
    {
        lock (gate) closed = true;
    }

    /// <summary>Cuts what comes until <see cref="End"/>, on the calling thread, beside others that do so.</summary>
    public void Work(ICutter cutter)
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Reader.TryRead(out var ticket))
            {
                if (ticket.Run(cutter) is not var (waited, took, fault)) continue;
                meter.Photo(waited, took, fault);
                Volatile.Write(ref seconds, 0.8 * seconds + 0.2 * took.TotalSeconds);
            }
        }
    }

    /// <summary>Lets <see cref="Work"/> end when all is cut.</summary>
    public void End()
    {
        Close();
        waiting.Writer.TryComplete();
    }

    /// <summary>Has a photo cut.</summary>
    /// <exception cref="RefusedException">It cannot be read, or has no car in it.</exception>
    public Task<CutPhoto> CutAsync(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel)
    {
        var ticket = new CutTicket(photo, order, cancel);
        if (!waiting.Writer.TryWrite(ticket)) throw new RefusedException(Problem.Stopping);
        return ticket.ResultAsync();
    }

    internal void Leave()
    {
        lock (gate) taken--;
    }
}
