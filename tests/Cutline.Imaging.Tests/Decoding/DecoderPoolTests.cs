using System.Diagnostics;
using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>Pictures in child processes: the same pixels, the same errors, and processes that end without harm.</summary>
public sealed class DecoderPoolTests : IDisposable
{
    private static readonly string[] Goldens =
    [
        "bits.png", "clear.heic", "cmyk.jpg", "cmyk.tif", "deep-alpha.png", "deep.heic", "deep.png", "deep.tif", "exif.jpg", "exif.png",
        "exif.webp", "grey-alpha.png", "mask-1.gif", "mask-255.gif", "odd.tif", "palette.png", "phone.heic", "quarters.avif",
        "quarters.heic", "quarters.tif",
    ];

    private readonly DecoderPool pool = new(processes: 1, Decoders.Program);

    public static TheoryData<string> Files => [.. Goldens];

    [Theory]
    [MemberData(nameof(Files))]
    public void Pixels_are_those_of_this_process_bit_for_bit(string name)
    {
        var file = GoldenPhoto.Bytes(name);
        Assert.Equal(Photo.Probe(file), pool.Probe(file));
        PhotoLoad[] ways =
        [
            PhotoLoad.Default, new() { KeepProfile = true }, new() { Format = PixelFormat.Rgba }, new() { Format = PixelFormat.Grey },
            new() { ShrinkTo = (5, 5) },
        ];
        foreach (var way in ways)
        {
            using var own = Photo.Load(file, way);
            using var other = pool.Load(file, way);
            AssertSame(own, other);
        }
    }

    [Theory]
    [InlineData("mask-255.gif")]
    [InlineData("bits.png")]
    [InlineData("palette.png")]
    public void Indices_are_those_of_this_process(string name)
    {
        using var own = Photo.LoadIndices(GoldenPhoto.Bytes(name));
        using var other = pool.LoadIndices(GoldenPhoto.Bytes(name));
        AssertSame(own, other);
    }

    /// <summary>Its decoder takes the memory of the whole canvas when it reads the header.</summary>
    [Fact]
    public void A_large_webp_is_allowed_the_memory_of_its_canvas()
    {
        using var flat = Photo.FromPixels(new byte[3 * 9000 * 6000], 9000, 6000, PixelFormat.Rgb);
        var file = flat.Encode(new(PhotoFormat.WebP));
        Assert.Equal((9000, 6000), (pool.Probe(file).Width, pool.Probe(file).Height));
        using var photo = pool.Load(file);
        Assert.Equal((9000, 6000), (photo.Width, photo.Height));
    }

    [Fact]
    public void Sixteen_bit_masks_are_reduced_as_in_this_process()
    {
        var file = Photo.EncodePng16(new ushort[] { 0, 257, 32896, 65535 }, 2, 2);
        using var own = Photo.LoadIndices(file);
        using var other = pool.LoadIndices(file);
        AssertSame(own, other);
    }

    [Fact]
    public void Profiles_warnings_and_reduced_sizes_come_over()
    {
        using var noise = Drawn.Noise(640, 480);
        var jpeg = Drawn.WithProfile(noise.Encode(new(PhotoFormat.Jpeg)), Profiles.Exchanged());
        var way = new PhotoLoad { KeepProfile = true, ShrinkTo = (150, 100) };
        using var own = Photo.Load(jpeg.AsMemory(0, jpeg.Length - 1), way);
        using var other = pool.Load(jpeg.AsMemory(0, jpeg.Length - 1), way);
        Assert.Equal((160, 120), (other.Width, other.Height));
        Assert.NotNull(other.IccProfile);
        Assert.NotNull(other.Warning);
        AssertSame(own, other);
    }

    [Theory]
    [MemberData(nameof(HostileFilesTests.Refused), MemberType = typeof(HostileFilesTests))]
    [MemberData(nameof(Bombs.All), MemberType = typeof(Bombs))]
    public void Errors_have_the_words_of_this_process(string what, byte[] file)
    {
        var own = Assert.Throws<PhotoException>(() => Photo.Load(file, name: what));
        var other = Assert.Throws<PhotoException>(() => pool.Load(file, name: what));
        Assert.Equal((own.Message, own.IsWhole), (other.Message, other.IsWhole));
        Assert.Equal(own.Message, Assert.Throws<PhotoException>(() => pool.Probe(file, name: what)).Message);
        Assert.Equal(own.Message, Assert.Throws<PhotoException>(() => pool.LoadIndices(file, name: what)).Message);
    }

    [Fact]
    public void What_is_wrong_with_a_whole_file_is_told_apart()
    {
        var file = Photo.EncodePng16(new ushort[] { 0, 7, 26001, 24002 }, 2, 2);
        Assert.True(Assert.Throws<PhotoException>(() => pool.LoadIndices(file)).IsWhole);
    }

    [Fact]
    public void A_photo_outlives_the_pool_and_the_next_photo()
    {
        using var first = pool.Load(GoldenPhoto.Bytes("quarters.tif"));
        using var second = pool.Load(GoldenPhoto.Bytes("quarters.avif"));
        pool.Dispose();
        Assert.Equal(("rgbw", "rgbw"), (Drawn.Corners(first), Drawn.Corners(second)));
        Assert.Throws<ObjectDisposedException>(() => pool.Load(GoldenPhoto.Bytes("quarters.tif")));
    }

    [Fact]
    public async Task Several_threads_share_it()
    {
        using var two = new DecoderPool(processes: 2, Decoders.Program);
        var file = GoldenPhoto.Bytes("quarters.tif");
        var infos = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => two.ProbeAsync(file)));
        Assert.All(infos, info => Assert.Equal((64, 32), (info.Width, info.Height)));
        var photos = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => two.LoadAsync(file)));
        foreach (var photo in photos)
            using (photo) Assert.Equal("rgbw", Drawn.Corners(photo));
    }

    /// <summary>A stopped process has the picture in hand when it is killed.</summary>
    [Fact]
    public async Task A_process_that_another_kills_is_replaced_and_the_picture_read()
    {
        var file = GoldenPhoto.Bytes("quarters.tif");
        pool.Probe(file);
        var first = pool.NextProcess!.Value;
        Decoders.Signal(first, "STOP");
        var reading = Task.Run(() => pool.Probe(file));
        await Task.Delay(300);
        Assert.False(reading.IsCompleted);
        Decoders.Signal(first, "KILL");
        Assert.Equal(64, (await reading).Width);
        Assert.NotEqual(first, pool.NextProcess);
    }

    [Theory]
    [InlineData("SYS", "its decoder stopped")]
    [InlineData("XCPU", "decoding it takes too long for its size")]
    public async Task A_crash_is_an_error_of_that_picture_alone(string signal, string cause)
    {
        var file = GoldenPhoto.Bytes("quarters.tif");
        pool.Probe(file);
        var process = pool.NextProcess!.Value;
        Decoders.Signal(process, "STOP");
        var reading = Task.Run(() => pool.Probe(file, name: "a.tif"));
        await Task.Delay(300);
        Assert.False(reading.IsCompleted);
        Decoders.Signal(process, signal);
        Decoders.Signal(process, "CONT");
        var error = await Assert.ThrowsAsync<PhotoException>(() => reading);
        Assert.StartsWith($"a.tif cannot be read: {cause};", error.Message, StringComparison.Ordinal);
        Assert.Equal(64, pool.Probe(file).Width);
    }

    [Fact]
    public async Task A_cancelled_picture_ends_within_a_second()
    {
        var file = GoldenPhoto.Bytes("quarters.tif");
        pool.Probe(file);
        Decoders.Signal(pool.NextProcess!.Value, "STOP");
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(() => pool.Load(file, cancel: cancel.Token));
        await Task.Delay(300);
        Assert.False(reading.IsCompleted);
        var clock = Stopwatch.StartNew();
        cancel.Cancel();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1000);
        Assert.Equal(64, pool.Probe(file).Width);
    }

    [LinuxFact]
    public void Limits_follow_the_picture()
    {
        pool.Probe(GoldenPhoto.Bytes("quarters.tif"));
        var small = Decoders.Limit(pool.NextProcess!.Value, "Max data size");
        using var noise = Drawn.Noise(2000, 1000);
        pool.Load(noise.Encode(new(PhotoFormat.Jpeg))).Dispose();
        var process = pool.NextProcess!.Value;
        Assert.InRange(Decoders.Limit(process, "Max data size") - small, 50_000_000, 200_000_000);
        Assert.InRange(Decoders.Limit(process, "Max cpu time"), 4, 10);
        Assert.Equal(0, Decoders.Limit(process, "Max core file size"));
        Assert.Equal(256, Decoders.Limit(process, "Max open files"));
    }

    [LinuxFact]
    public void The_processes_end_with_the_pool()
    {
        var before = pool.NextProcess!.Value;
        pool.Dispose();
        for (var i = 0; Directory.Exists($"/proc/{before}") && i < 200; i++) Thread.Sleep(10);
        Assert.False(Directory.Exists($"/proc/{before}"));
    }

    [Fact]
    public void A_program_that_is_no_decoder_is_told()
    {
        var file = GoldenPhoto.Bytes("quarters.tif");
        using var none = new DecoderPool(processes: 1, new DecoderProgram("/bin/echo", ["no"]));
        Assert.Contains("RunIfAsked", Assert.Throws<DecoderException>(() => none.Probe(file)).Message, StringComparison.Ordinal);
        var missing = new DecoderProgram("/nowhere/at/all", []);
        Assert.Contains(missing.File, Assert.Throws<DecoderException>(() => new DecoderPool(1, missing)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => pool.Dispose();

    private static void AssertSame(Photo own, Photo other)
    {
        Assert.Equal((own.Width, own.Height, own.Format, own.Warning), (other.Width, other.Height, other.Format, other.Warning));
        Assert.Equal(own.IccProfile, other.IccProfile);
        Assert.True(own.Pixels.SequenceEqual(other.Pixels));
    }
}
