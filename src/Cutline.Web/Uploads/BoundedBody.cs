using System.Buffers;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BoundedBody
{
    /// <param name="body">The body.</param>
    /// <param name="most">The limit in bytes.</param>
    /// <param name="tooLarge">Makes the exception for a larger body.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <param name="hold">Told of bytes before memory is taken for them; null where nobody counts.</param>
    /// <exception cref="ProblemException">
    /// The body is larger than <paramref name="most"/> bytes; made by <paramref name="tooLarge"/>.
    /// </exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream body, long most, Func<ProblemException> tooLarge, CancellationToken cancel, Action<long>? hold = null)
    {
        using var bytes = new MemoryStream();
        var block = ArrayPool<byte>.Shared.Rent(1 << 14);
        try
        {
            for (int n; (n = await body.ReadAsync(block, cancel)) > 0;)
            {
                if (bytes.Length + n > most) throw tooLarge();
                var capacity = bytes.Capacity;
                while (capacity < bytes.Length + n) capacity = Math.Max(1 << 14, 2 * capacity);
                if (capacity > bytes.Capacity)
                {
                    hold?.Invoke(capacity - bytes.Capacity);
                    bytes.Capacity = capacity;
                }

                bytes.Write(block, 0, n);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
