using System.Reflection;
using Cutline.Imaging;
using NetVips;

namespace Cutline.Fuzz;

/// <summary>Whole files of every format, drawn: what is mutated.</summary>
internal static class Seeds
{
    private const int Width = 96, Height = 64;

    /// <summary>Files by their format's name; two sizes of each that are written here.</summary>
    internal static IReadOnlyList<(string Format, byte[][] Files)> All()
    {
        (string Format, Func<Image, byte[]> Write)[] written =
        [
            ("jpeg", image => image.JpegsaveBuffer(q: 90)),
            ("jpeg-progressive", image => image.JpegsaveBuffer(q: 85, interlace: true, optimizeCoding: true)),
            ("png", image => image.PngsaveBuffer(compression: 6)),
            ("png-16", image => image.Linear([257], [0]).Cast(Enums.BandFormat.Ushort).PngsaveBuffer(compression: 6)),
            ("png-interlaced", image => image.PngsaveBuffer(compression: 6, interlace: true)),
            ("webp", image => image.WebpsaveBuffer(q: 80)),
            ("webp-lossless", image => image.WebpsaveBuffer(lossless: true)),
            ("gif", image => image.GifsaveBuffer()),
            ("tiff", image => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.None)),
            ("tiff-deflate", image => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Deflate, tile: true, tileWidth: 32,
                tileHeight: 32)),
        ];
        var (small, large) = (Drawn(Width, Height), Drawn(8 * Width, 8 * Height));
        return
        [
            .. written.Select(w => (w.Format, new[] { w.Write(small), w.Write(large) })),
            .. new[] { "jpeg-cmyk", "avif", "heic" }.Select(name => (name, new[] { Resource(name) })),
        ];
    }

    /// <summary>A gradient with discs and some noise: something for every coder to do.</summary>
    private static Image Drawn(int width, int height)
    {
        var random = new Random(7);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var disc = (x - width / 3) * (x - width / 3) + (y - height / 2) * (y - height / 2) < height * height / 9;
                var at = (y * width + x) * 3;
                pixels[at] = (byte)(disc ? 200 : 255 * x / width);
                pixels[at + 1] = (byte)(disc ? 30 : 255 * y / height);
                pixels[at + 2] = (byte)random.Next(64);
            }
        }

        using var photo = Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
        return Image.NewFromBuffer(photo.Encode(new(PhotoFormat.Png))).CopyMemory();
    }

    private static byte[] Resource(string name)
    {
        using var from = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[from.Length];
        from.ReadExactly(bytes);
        return bytes;
    }
}
