using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Reads what a client sends into memory, and no more of it than is allowed.</summary>
internal static class BoundedBody
{
    /// <exception cref="RefusedException">There is more.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, long most, Func<RefusedException> tooLarge, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int n; (n = await body.ReadAsync(block, cancel)) > 0;)
        {
            bytes.Write(block, 0, n);
            if (bytes.Length > most) throw tooLarge();
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
