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
        byte[][] tails =
        [
            [0], [0xFF], new byte[500], file, "SEFHe\0\0\0\xFF\xD8\xFF\xDA"u8.ToArray(), "\0\0\0\x18ftypmp42"u8.ToArray(),
        ];
        foreach (var tail in tails)
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
        byte[] filled = [.. file[..^2], .. Repeated([0xFF], 20 << 20), 0xD9], stuffed = [.. file[..^2], .. Repeated([0xFF, 0], 5 << 20)];

        byte[] empty = [.. file[..2], .. Repeated([0xFF, 0xFE, 0, 2], 2 << 20), .. file[2..]];
        const StringComparison Ordinal = StringComparison.Ordinal;
        AtOnce(() =>
        {
            Photo.Probe(filled);
            Photo.Probe(stuffed);
            Assert.Contains("more than 10000 segments", Assert.Throws<PhotoException>(() => Photo.Probe(empty)).Message, Ordinal);
            Action[] ways = [() => Photo.Probe(many), () => Photo.Load(many).Dispose(), () => Photo.LoadIndices(many).Dispose()];
            foreach (var read in ways)
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
        Assert.Equal((64, 64), Rounded(HeifBoxes.LargestCoded(file, isHevc: true)));
        var record = file.AsSpan().IndexOf("hvcC"u8) + 4;
        Assert.Equal((64, 64), Rounded(HevcSequence.InConfiguration(file.AsSpan(record))));

        static (long, long) Rounded((long Width, long Height) size) => (size.Width / 8 * 8, size.Height / 8 * 8);
    }

    /// <summary>Its quarters are 64×32 by the container and by the sequence header of libaom.</summary>
    [Fact]
    public void An_avif_whose_codec_has_another_size_than_its_container_is_refused()
    {
        var file = GoldenPhoto.Bytes("quarters.avif");
        Assert.Equal((64, 32), HeifBoxes.LargestCoded(file, isHevc: false));
        byte[] header = [.. SequenceUnit(24_000, 20_000)], whole = [0x12, 0, .. header];
        Assert.Equal((24_000, 20_000), Av1Sequence.InUnits(header));
        Assert.Equal((24_000, 20_000), Av1Sequence.InUnits(whole));
        Assert.Equal((24_000, 20_000), Av1Sequence.InConfiguration([0x81, 0, 0, 0, .. header]));

        var record = file.AsSpan().IndexOf("av1C"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(record - 4));
        byte[] content = [.. file[(record + 4)..(record + 8)], .. header, .. new byte[64]];
        byte[] hostile = [.. file];
        Assert.True(length >= 12 && content.Length > 0);
        // the free box behind it takes up what a longer record needs: the whole is written anew, with every later place moved
        var grown = content.Length + 8 - length;
        hostile = [.. file[..(record - 4)], 0, 0, 0, (byte)(content.Length + 8), .. "av1C"u8, .. content, .. file[(record - 4 + length)..]];
        foreach (var box in (string[])["meta", "iprp", "ipco"])
        {
            var at = hostile.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) - 4;
            BinaryPrimitives.WriteInt32BigEndian(hostile.AsSpan(at), BinaryPrimitives.ReadInt32BigEndian(hostile.AsSpan(at)) + grown);
        }

        var message = Assert.Throws<PhotoException>(() => Photo.Probe(hostile)).Message;
        Assert.Contains("its AV1 data is of 24000×20000 pixels", message, StringComparison.Ordinal);
    }

    /// <summary>With timing, a model of the decoder, delays and two operating points, by hand from 5.5.1 to 5.5.5.</summary>
    [Fact]
    public void The_size_of_a_sequence_header_is_read_behind_everything_optional()
    {
        var timing = "1" + new string('0', 64) + "1" + "00101" + "1" + "00111" + new string('0', 32) + "00000" + "00000";
        var point = new string('0', 12) + "01000" + "1" + "1" + new string('1', 17) + "1" + "0110";
        var sides = "1110" + "1110" + Binary(16_000 - 1, 15) + Binary(9_000 - 1, 15);
        var bits = "000" + "0" + "0" + timing + "1" + "00001" + point + point + sides;
        Assert.Equal((16_000, 9_000), Av1Sequence.InUnits(Unit(bits)));
    }

    /// <summary>A still picture's header: profile 0, reduced, level 8, then the bits of each side and the sides less one.</summary>
    private static byte[] SequenceUnit(int width, int height) =>
        Unit("000" + "1" + "1" + "01000" + "1110" + "1110" + Binary(width - 1, 15) + Binary(height - 1, 15));

    /// <summary>A unit of kind 1 with its length.</summary>
    private static byte[] Unit(string bits)
    {
        bits = bits.PadRight((bits.Length + 7) / 8 * 8 + 16, '0');
        byte[] content = [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
        return [0x0A, (byte)content.Length, .. content];
    }

    private static string Binary(int value, int bits) => Convert.ToString(value, 2).PadLeft(bits, '0');

    [Theory]
    [InlineData(PhotoFormat.WebP, true, 40, 30)]
    [InlineData(PhotoFormat.WebP, false, 40, 30)]
    public void The_size_of_a_webp_is_read_from_every_part(PhotoFormat format, bool lossless, int width, int height)
    {
        using var drawn = Drawn.Quarters(width, height);
        Assert.Equal((width, height), WebPSize.Largest(drawn.Encode(new(format) { Lossless = lossless })));
        Assert.Equal((16, 16), WebPSize.Largest(Animation(2)));
        var hostile = Animation(1);
        var picture = hostile.AsSpan().IndexOf("VP8L"u8) + 9;
        BinaryPrimitives.WriteUInt32LittleEndian(hostile.AsSpan(picture), 15_999 | (15_999 << 14)); // within a canvas of 16×16
        Assert.Equal((16_000, 16_000), WebPSize.Largest(hostile));
        Assert.Contains("16000×16000", Assert.Throws<PhotoException>(() => Photo.Probe(hostile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_a_parameter_set_is_read()
    {
        var unit = ParameterSet(20_000, 16_000);
        byte[] units = [0, 0, 0, 2, 0x40, 0x01, 0, 0, 0, (byte)unit.Length, .. unit];
        Assert.Equal((20_000, 16_000), HevcSequence.InUnits(units));
    }

    /// <summary>Its configuration record is that of a small picture; the set before its slices is what the decoder follows.</summary>
    [Fact]
    public void A_heic_with_a_large_parameter_set_among_its_data_is_refused_before_decoding()
    {
        var file = GoldenPhoto.Bytes("quarters.heic");
        byte[] place = [0, 0, 0x01, 0xD1, 0, 1, 0, 0, 0, 0, 0, 0, 0x01, 0x07]; // its item: 263 bytes from 465 on
        var unit = ParameterSet(20_000, 16_000);
        byte[] data = [0, 0, 0, (byte)unit.Length, .. unit, .. file[465..]];
        byte[] hostile = [.. file, 0, 0, 0, 0, .. "mdat"u8, .. data];
        BinaryPrimitives.WriteInt32BigEndian(hostile.AsSpan(file.Length), data.Length + 8);
        var at = hostile.AsSpan().IndexOf(place);
        BinaryPrimitives.WriteInt32BigEndian(hostile.AsSpan(at), file.Length + 8);
        BinaryPrimitives.WriteInt32BigEndian(hostile.AsSpan(at + 10), data.Length);

        var message = Assert.Throws<PhotoException>(() => Photo.Probe(hostile)).Message;

        Assert.Contains("its HEVC data is of 20000×16000 pixels", message, StringComparison.Ordinal);
    }

    /// <summary>A set as ITU-T H.265, 7.3.2.2 writes it, by hand: no sublayers, a level, the set 0, chroma 1, width and height.</summary>
    private static byte[] ParameterSet(int width, int height)
    {
        var bits = "0000" + "000" + "1" + new string('0', 88) + "01011101" + "1" + "010" + Exponential(width) + Exponential(height) + "1";
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        var raw = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2)).ToArray();
        var unit = new List<byte> { 0x42, 0x01 };
        foreach (var value in raw)
        {
            if (value <= 3 && unit.Count >= 4 && unit[^1] == 0 && unit[^2] == 0) unit.Add(3); // emulation prevention
            unit.Add(value);
        }

        return [.. unit];

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
