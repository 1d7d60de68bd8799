using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BoundedBody
{
    /// <exception cref="ProblemException">
    /// The body is larger than <paramref name="most"/> bytes; made by <paramref name="tooLarge"/>.
    /// </exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream body, long most, Func<ProblemException> tooLarge, CancellationToken cancel)
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
