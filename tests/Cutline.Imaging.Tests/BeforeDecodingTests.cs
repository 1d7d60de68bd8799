using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using NetVips;

namespace Cutline.Imaging.Tests;

/// <summary>What is looked at before a file is decoded: its end, its scans, its chunks, its frames, its codec's own size.</summary>
[Collection(nameof(Alone))]
public sealed class BeforeDecodingTests
{
    /// <summary>Baseline, progressive, with restart markers, and of one channel.</summary>
    public static TheoryData<string, byte[]> Jpegs => new()
    {
        { "baseline", Jpeg(image => image.JpegsaveBuffer(q: 90)) },
        { "progressive", Jpeg(image => image.JpegsaveBuffer(q: 90, interlace: true)) },
        { "restarts", Jpeg(image => image.JpegsaveBuffer(q: 90, restartInterval: 3)) },
        { "subsampled", Jpeg(image => image.JpegsaveBuffer(q: 90, subsampleMode: Enums.ForeignSubsample.On, restartInterval: 2)) },
        { "optimized", Jpeg(image => image.JpegsaveBuffer(q: 60, optimizeCoding: true)) },
        { "grey", Jpeg(image => image.ExtractBand(0).JpegsaveBuffer(q: 90)) },
        { "progressive grey", Jpeg(image => image.ExtractBand(0).JpegsaveBuffer(q: 90, interlace: true)) },
    };

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_lacks_its_end_alone_is_read_with_a_warning(string kind, byte[] file)
    {
        using var whole = Photo.Load(file, name: kind);
        Assert.Null(whole.Warning);
        foreach (var missing in (int[])[1, 2])
        {
            using var photo = Photo.Load(file.AsMemory(0, file.Length - missing), name: kind);
            Assert.Equal(whole.Pixels.ToArray(), photo.Pixels.ToArray());
            Assert.Contains("its end is missing", photo.Warning, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_lacks_pixels_is_refused(string kind, byte[] file)
    {
        foreach (var missing in (int[])[5, 6, 7, 8, 10, 50, file.Length / 3, file.Length / 2])
            Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, file.Length - missing), name: kind).Dispose());
    }

    [Fact]
    public void A_progressive_jpeg_that_lacks_whole_scans_is_refused()
    {
        var file = Jpeg(image => image.JpegsaveBuffer(q: 90, interlace: true));
        var lastScan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, lastScan)).Dispose());
    }

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void What_follows_a_jpeg_is_ignored(string kind, byte[] file)
    {
        using var whole = Photo.Load(file, name: kind);
        foreach (var tail in (byte[][])[[0], [0xFF], new byte[500], file, "SEFHe\0\0\0\xFF\xD8\xFF\xDA"u8.ToArray(), "\0\0\0\x18ftypmp42"u8.ToArray()])
        {
            using var photo = Photo.Load((byte[])[.. file, .. tail], name: kind);
            Assert.Equal(whole.Pixels.ToArray(), photo.Pixels.ToArray());
            Assert.Null(photo.Warning);
        }
    }

    [Fact]
    public void A_jpeg_of_more_than_a_hundred_scans_is_refused_at_once()
    {
        var file = Jpeg(image => image.JpegsaveBuffer(q: 90, interlace: true));
        var scan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] few = [.. file[..^2], .. Repeated(file[scan..^2], JpegSegments.MostScans - Scans(file)), 0xFF, 0xD9];
        byte[] many = [.. file[..^2], .. Repeated(file[scan..^2], 2000), 0xFF, 0xD9];
        Assert.Equal(JpegSegments.MostScans, Scans(few));
        Photo.Probe(few);

        AtOnce(() =>
        {
            foreach (var read in (Action[])[() => Photo.Probe(many), () => Photo.Load(many).Dispose(), () => Photo.LoadIndices(many).Dispose()])
                Assert.Contains("more than 100 scans", Assert.Throws<PhotoException>(read).Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Chunks_that_are_not_needed_are_never_unpacked()
    {
        var plain = Drawn.Noise(40, 30).Encode(new PhotoEncoding(PhotoFormat.Png));
        byte[] text = [.. "Comment\0\0"u8, .. Packed(8 << 20)], international = [.. "Comment\0\x01\0\0\0"u8, .. Packed(8 << 20)];
        byte[] profile = [.. "p\0\0"u8, .. Packed(64 << 20)];
        byte[] chunks =
        [
            .. Repeated(Bombs.Chunk("zTXt", text), 100), .. Repeated(Bombs.Chunk("iTXt", international), 100),
            .. Repeated(Bombs.Chunk("iCCP", profile), 20), .. Repeated(Bombs.Chunk("tEXt", "a\0b"u8.ToArray()), 10_000),
        ];
        byte[] hostile = [.. plain[..33], .. chunks, .. plain[33..]], behind = [.. plain[..^12], .. chunks, .. plain[^12..]];
        using var whole = Photo.Load(plain);
        AtOnce(() =>
        {
            foreach (var file in (byte[][])[hostile, behind])
            {
                Photo.Probe(file);
                using var photo = Photo.Load(file, new PhotoLoad { KeepProfile = true });
                Assert.Equal(whole.Pixels.ToArray(), photo.Pixels.ToArray());
            }
        });
    }

    [Fact]
    public void A_profile_and_an_orientation_are_kept()
    {
        var icc = Profiles.Exchanged();
        using var drawn = Drawn.Quarters(40, 30);
        using var painted = Photo.FromPixels(drawn.Pixels, 40, 30, PixelFormat.Rgb, icc);
        foreach (var format in (PhotoFormat[])[PhotoFormat.Png, PhotoFormat.WebP])
        {
            using var photo = Photo.Load(painted.Encode(new(format) { Lossless = true }), new PhotoLoad { KeepProfile = true });
            Assert.Equal(icc, photo.IccProfile);
        }
    }

    [Fact]
    public void Further_frames_and_pages_cost_nothing()
    {
        const int Frames = 400_000;
        using var drawn = Drawn.Quarters(16, 16);
        var gif = drawn.Encode(new PhotoEncoding(PhotoFormat.Gif));
        var frame = gif.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2C, 0, 0, 0, 0, 16, 0, 16, 0]);
        byte[] more = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        byte[] gifs = [.. gif[..^1], .. Repeated(more, Frames), 0x3B];
        Assert.True(frame > 0);
        byte[] webp = Animation(20_000);
        AtOnce(() =>
        {
            using var one = Photo.Load(gif);
            using var first = Photo.Load(gifs);
            Assert.Equal(one.Pixels.ToArray(), first.Pixels.ToArray());
            Assert.Equal((16, 16), (Photo.Probe(webp).Width, Photo.Probe(webp).Height));
            Photo.Load(webp).Dispose();
        });

        var tiff = GoldenPhoto.Bytes("quarters.tif");
        using var page = Photo.Load(tiff);
        using var again = Photo.Load(WithPages(tiff, 60_000));
        Assert.Equal(page.Pixels.ToArray(), again.Pixels.ToArray());
    }

    [Fact]
    public void A_heic_whose_codec_has_another_size_than_its_container_is_refused()
    {
        var file = GoldenPhoto.Bytes("quarters.heic");
        Assert.Equal((64, 64), Rounded(HeifBoxes.LargestHevc(file)));
        var record = file.AsSpan().IndexOf("hvcC"u8) + 4;
        Assert.Equal((64, 64), Rounded(HevcSequence.InConfiguration(file.AsSpan(record))));

        static (long, long) Rounded((long Width, long Height) size) => (size.Width / 8 * 8, size.Height / 8 * 8);
    }

    /// <summary>A set as ITU-T H.265, 7.3.2.2 writes it, by hand: no sublayers, a level, the set 0, chroma 1, 20000 by 16000.</summary>
    [Fact]
    public void The_size_of_a_parameter_set_is_read()
    {
        var bits = "0000" + "000" + "1" + new string('0', 88) + "01011101" + "1" + "010" + Exponential(20_000) + Exponential(16_000) + "1";
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        var raw = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2)).ToArray();
        var unit = new List<byte> { 0x42, 0x01 };
        foreach (var value in raw)
        {
            if (value <= 3 && unit.Count >= 4 && unit[^1] == 0 && unit[^2] == 0) unit.Add(3); // emulation prevention
            unit.Add(value);
        }

        byte[] units = [0, 0, 0, 2, 0x40, 0x01, 0, 0, 0, (byte)unit.Count, .. unit];
        Assert.Equal((20_000, 16_000), HevcSequence.InUnits(units));

        static string Exponential(int value)
        {
            var code = Convert.ToString(value + 1, 2);
            return new string('0', code.Length - 1) + code;
        }
    }

    /// <summary>Runs in less than 200 ms of processor time for each of the handful of reads that it has.</summary>
    private static void AtOnce(Action read)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        read();
        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        Assert.True(used < TimeSpan.FromMilliseconds(800), $"{used.TotalMilliseconds:0} ms of processor time");
    }

    private static int Scans(byte[] file) => JpegSegments.Read(file).Scans;

    private static byte[] Repeated(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(p => p)];

    private static byte[] Packed(int length)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(new byte[length]);
        return packed.ToArray();
    }

    private static byte[] Jpeg(Func<Image, byte[]> write)
    {
        using var drawn = Drawn.Noise(67, 45);
        using var png = Image.NewFromBuffer(drawn.Encode(new PhotoEncoding(PhotoFormat.Png)));
        return write(png);
    }

    /// <summary>A WebP animation: VP8X with its flag, ANIM, and for each frame ANMF with a picture.</summary>
    private static byte[] Animation(int frames)
    {
        using var drawn = Drawn.Quarters(16, 16);
        var still = drawn.Encode(new PhotoEncoding(PhotoFormat.WebP) { Lossless = true });
        var picture = still[still.AsSpan().IndexOf("VP8L"u8)..];
        picture = picture[..(8 + BinaryPrimitives.ReadInt32LittleEndian(picture.AsSpan(4)))];
        if (picture.Length % 2 == 1) picture = [.. picture, 0];
        byte[] frame = [.. "ANMF"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 10, 0, 0, 0, .. picture];
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), frame.Length - 8);
        byte[] file =
        [
            .. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. "VP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 15, 0, 0, 15, 0, 0,
            .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Repeated(frame, frames),
        ];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    /// <summary>A TIFF (little endian) whose first directory is followed by copies of it.</summary>
    private static byte[] WithPages(byte[] tiff, int pages)
    {
        var directory = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4));
        var length = 2 + 12 * BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(directory));
        var file = new List<byte>(tiff);
        var link = directory + length;
        byte[] copy = [.. tiff.AsSpan(directory, length), 0, 0, 0, 0];
        var bytes = new byte[tiff.Length + pages * copy.Length];
        tiff.CopyTo(bytes, 0);
        for (var i = 0; i < pages; i++)
        {
            var at = tiff.Length + i * copy.Length;
            copy.CopyTo(bytes, at);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(link), at);
            link = at + length;
        }

        return bytes;
    }
}
