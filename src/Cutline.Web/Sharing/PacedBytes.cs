using Cutline.Web.Configuration;

namespace Cutline.Web.Sharing;

/// <summary>
/// The bytes of an answer, for a server that reads the next piece when the last one is sent. A client that takes a piece more slowly than
/// the lowest rate, or all of them in more than the longest time, loses its connection. The server's own limit counts what the system's
/// buffers took at once in a client's favour, which is minutes.
/// </summary>
internal sealed class PacedBytes : MemoryStream
{
    private readonly CancellationTokenSource slow = new(), whole = new();
    private readonly ConnectionLimits limits;

    /// <param name="bytes">The answer.</param>
    /// <param name="context">Its request.</param>
    /// <param name="options">The limits.</param>
    public PacedBytes(byte[] bytes, HttpContext context, ServeOptions options) : base(bytes, writable: false)
    {
        limits = options.Connections;
        slow.Token.Register(context.Abort);
        whole.Token.Register(context.Abort);
        whole.CancelAfter(options.SendTime);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        slow.CancelAfter(limits.RateGrace + TimeSpan.FromSeconds((double)buffer.Length / limits.MinRate));
        return base.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            slow.Dispose();
            whole.Dispose();
        }

        base.Dispose(disposing);
    }
}
