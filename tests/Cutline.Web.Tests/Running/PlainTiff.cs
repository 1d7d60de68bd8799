using Cutline.Imaging;

namespace Cutline.Web.Tests.Running;

/// <summary>
/// TIFF as its specification (revision 6.0, section 6) has RGB pictures, without compression: a photo that browsers do not show.
/// </summary>
internal static class PlainTiff
{
    private const ushort Short = 3, Long = 4;

    public static byte[] Encode(Photo photo)
    {
        (ushort Tag, ushort Type, uint Count, uint Value)[] entries =
        [
            (256, Long, 1, (uint)photo.Width), (257, Long, 1, (uint)photo.Height), (258, Short, 3, 8), (259, Short, 1, 1),
                (262, Short, 1, 2),
            (273, Long, 1, 14), (277, Short, 1, 3), (278, Long, 1, (uint)photo.Height), (279, Long, 1, (uint)photo.Pixels.Length),
        ];
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("II*\0"u8);
        writer.Write(14 + photo.Pixels.Length);
        foreach (var _ in (int[])[0, 1, 2]) writer.Write((ushort)8); // bits of red, green and blue
        writer.Write(photo.Pixels);
        writer.Write((ushort)entries.Length);
        foreach (var (tag, type, count, value) in entries)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(count);
            writer.Write(value);
        }

        writer.Write(0);
        return bytes.ToArray();
    }
}
