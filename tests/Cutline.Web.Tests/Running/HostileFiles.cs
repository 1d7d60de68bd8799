using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Cutline.Imaging;
using Cutline.Imaging.Tests;

namespace Cutline.Web.Tests.Running;

/// <summary>Files that nobody's camera made, from photos of every kind that is read: the same ones at each run.</summary>
internal static class HostileFiles
{
    private const int Seed = 20, Truncations = 12, Flips = 12, Fills = 4;

    public static IReadOnlyList<(string What, byte[] File)> All { get; } =
    [
        .. Truncated(), .. Flipped(), .. Filled(), .. Grafted(), .. Before(), .. Behind(),
        .. Vast(), .. Swollen(), .. Metadata(), .. Nothing(),
    ];

    private static IEnumerable<(string Kind, byte[] File)> Photos =>
    [
        ("JPEG", ModelCar.Jpeg), ("PNG", ModelCar.Encoded(0, PhotoFormat.Png)), ("WebP", ModelCar.Encoded(0, PhotoFormat.WebP)),
        ("CMYK JPEG", GoldenPhoto.Bytes("cmyk.jpg")), ("GIF", GoldenPhoto.Bytes("mask-255.gif")),
        ("TIFF", GoldenPhoto.Bytes("quarters.tif")), ("AVIF", GoldenPhoto.Bytes("quarters.avif")),
    ];

    private static IEnumerable<(string, byte[])> Truncated() =>
        from p in Photos
        from i in Enumerable.Range(1, Truncations)
        select ($"{p.Kind} to {i}/{Truncations + 1}", p.File[..(p.File.Length * i / (Truncations + 1))]);

    /// <summary>Of each, twice as many bits as before, beginning with one.</summary>
    private static IEnumerable<(string, byte[])> Flipped()
    {
        var random = new Random(Seed);
        foreach (var (kind, file) in Photos)
        {
            for (var i = 0; i < Flips; i++)
            {
                var flipped = file.ToArray();
                for (var bits = 1 << i; bits > 0; bits--) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                yield return ($"{kind} with {1 << i} bits flipped", flipped);
            }
        }
    }

    private static IEnumerable<(string, byte[])> Filled() => Photos.SelectMany(p => Enumerable.Range(1, Fills).Select(i =>
    {
        var filled = p.File.ToArray();
        filled.AsSpan(filled.Length * i / (Fills + 1)).Fill((byte)(i % 2 == 0 ? 0 : 255));
        return ($"{p.Kind} that is {(i % 2 == 0 ? "zeros" : "ones")} from {i}/{Fills + 1} on", filled);
    }));

    /// <summary>One kind's first bytes before the rest of another.</summary>
    private static IEnumerable<(string, byte[])> Grafted() =>
        from head in Photos
        from body in Photos
        where body.Kind != head.Kind
        select ($"{head.Kind} that goes on as {body.Kind}", (byte[])[.. head.File[..16], .. body.File[16..]]);

    private static IEnumerable<(string, byte[])> Before() =>
        Others().Select(o => ($"{o.Name} before a JPEG", (byte[])[.. o.Bytes, .. ModelCar.Jpeg]));

    private static IEnumerable<(string, byte[])> Behind() =>
        Others().SelectMany(o => Photos.Take(2).Select(p => ($"{p.Kind} before {o.Name}", (byte[])[.. p.File, .. o.Bytes])));

    private static IEnumerable<(string, byte[])> Vast() => Bombs.All().Select(b => ($"a vast {b[0]}", (byte[])b[1]));

    /// <summary>A PNG whose profile, or whose text, becomes 64 MiB.</summary>
    private static IEnumerable<(string, byte[])> Swollen()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[64 << 20]);
        var png = ModelCar.Encoded(0, PhotoFormat.Png);
        foreach (var kind in (string[])["iCCP", "zTXt"])
            yield return (
                $"a PNG whose {kind} swells", [.. png[..33], .. Bombs.Chunk(kind, [.. "name\0\0"u8, .. packed.ToArray()]), .. png[33..]]);
    }

    private static IEnumerable<(string, byte[])> Metadata()
    {
        yield return ("a JPEG whose EXIF loops", WithExif([.. "MM\0*"u8, 0, 0, 0, 8, .. Directory(below: 8, next: 8)]));
        yield return (
            "a JPEG whose EXIF is 2000 directories deep",
            WithExif(
            [
                .. "MM\0*"u8, 0, 0, 0, 8, .. Enumerable.Range(1, 2000).SelectMany(i => Directory(8 + i * 18, 0)), .. Directory(0, 0),
            ]));
        yield return ("a JPEG whose EXIF points beyond its end", WithExif([.. "MM\0*"u8, 0x7F, 0xFF, 0xFF, 0xFF]));
        yield return (
            "a JPEG of an orientation that there is not",
            WithExif([.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]));
        yield return ("a JPEG whose EXIF claims 65535 entries", WithExif([.. "MM\0*"u8, 0, 0, 0, 8, 0xFF, 0xFF]));
        var random = new Random(Seed);
        for (var i = 0; i < 8; i++)
        {
            var noise = new byte[512];
            random.NextBytes(noise);
            yield return ($"a JPEG whose EXIF is noise {i}", WithExif([.. "II*\0"u8, 8, 0, 0, 0, .. noise]));
        }
    }

    private static IEnumerable<(string, byte[])> Nothing() =>
        [("zero bytes", []), .. Others().Select(o => ($"{o.Name} alone", o.Bytes)), ("a magic number alone", [0xFF, 0xD8, 0xFF])];

    private static IEnumerable<(string Name, byte[] Bytes)> Others() => new (string Name, string Text)[]
    {
        ("a ZIP", "PK\u0003\u0004\u0014\0\0\0"), ("HTML", "<!doctype html><script>alert(1)</script>"),
        ("SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>"),
        ("a PDF", "%PDF-1.4\n1 0 obj<<>>endobj"), ("PostScript", "%!PS\n(/etc/passwd) (r) file"),
        ("a program", "\u007fELF\u0002\u0001\u0001"), ("a shell script", "#!/bin/sh\nrm -rf /\n"),
        ("a playlist", "push graphic-context\nimage over 0,0 0,0 'https://example.com/'\n"),
    }.Select(o => (o.Name, Encoding.Latin1.GetBytes(o.Text)));

    private static byte[] WithExif(byte[] tiff)
    {
        var photo = ModelCar.Jpeg;
        byte[] head = [0xFF, 0xE1, 0, 0, .. "Exif\0\0"u8];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), checked((ushort)(head.Length - 2 + tiff.Length)));
        return [.. photo[..2], .. head, .. tiff, .. photo[2..]];
    }

    /// <summary>One entry: where the Exif directory lies.</summary>
    private static byte[] Directory(int below, int next)
    {
        byte[] directory = [0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(directory.AsSpan(10), below);
        BinaryPrimitives.WriteInt32BigEndian(directory.AsSpan(14), next);
        return directory;
    }
}
