namespace Cutline.Imaging.Tests;

/// <summary>Resident memory stays where it is, however many pictures pass.</summary>
[Collection(nameof(Alone))]
public sealed class PhotoMemoryTests
{
    private const int Width = 320, Height = 240; // decoded 0.23 MB: 300 that stayed would be 66 MB

    [Fact]
    public void Photos_read_resized_and_written_leave_nothing_behind()
    {
        using var drawn = Drawn.Quarters(Width, Height);
        var file = drawn.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        AssertFlat(300, _ =>
        {
            using var photo = Photo.Load(file, new PhotoLoad { KeepProfile = true });
            using var small = photo.Resize(96, 72, Kernel.Area);
            Assert.NotEmpty(small.Encode(new PhotoEncoding(PhotoFormat.Jpeg)));
        });
    }

    /// <summary>Each is 120 KB as a file, so that 300 encoded ones that stayed would be 36 MB.</summary>
    [Fact]
    public void Files_written_leave_nothing_behind()
    {
        using var noise = Drawn.Noise(250, 160);
        PhotoEncoding[] encodings = [new(PhotoFormat.Png) { Effort = 1 }, new(PhotoFormat.Jpeg) { Quality = 100 }];
        AssertFlat(300, i => Assert.NotEmpty(noise.Encode(encodings[i % 2])));
    }

    [Theory]
    [InlineData(PhotoFormat.Jpeg)]
    [InlineData(PhotoFormat.Png)]
    public void Truncated_files_leave_nothing_behind(PhotoFormat format)
    {
        using var drawn = Drawn.Noise(Width, Height);
        var file = drawn.Encode(new PhotoEncoding(format) { Effort = 0 });
        var half = file.AsMemory(0, file.Length / 2);
        AssertFlat(300, _ => Assert.Throws<PhotoException>(() => Photo.Load(half)));
    }

    [Fact]
    public void Damaged_files_never_crash_and_leave_nothing_behind()
    {
        var random = new Random(7);
        using var photo = Drawn.Quarters(Width, Height);
        using var grey = Photo.FromPixels(new byte[64], 8, 8, PixelFormat.Grey);
        PhotoFormat[] formats = [PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP];
        byte[][] files = [.. formats.Select(f => photo.Encode(new PhotoEncoding(f))), grey.Encode(new PhotoEncoding(PhotoFormat.Gif)),
            .. new[] { "quarters.tif", "quarters.avif", "phone.heic" }.Select(GoldenPhoto.Bytes)];
        AssertFlat(800, i =>
        {
            var file = files[i % files.Length].ToArray();
            for (var n = random.Next(1, 12); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                Photo.Load(file.AsMemory(0, random.Next(1, file.Length + 1))).Dispose();
            }
            catch (PhotoException)
            {
            }
        });
    }

    /// <summary>What a second library decodes: whole, and cut short in its data.</summary>
    [Fact]
    public void Phones_photos_leave_nothing_behind()
    {
        var file = GoldenPhoto.Bytes("phone.heic");
        var damaged = file.ToArray();
        damaged.AsSpan(damaged.Length - 200).Fill(0xAA);
        AssertFlat(300, i =>
        {
            try
            {
                Photo.Load(i % 2 == 0 ? file : damaged).Dispose();
            }
            catch (PhotoException)
            {
            }
        });
    }

    /// <summary>The collector knows a photo's true weight: forgotten ones, 1.2 GB of them, are freed while others are made.</summary>
    [Fact]
    public void Photos_that_nobody_released_are_freed_in_time()
    {
        var pixels = new byte[1000 * 1000 * 3];
        var before = Resident();
        var most = 0L;
        for (var i = 0; i < 400; i++)
        {
            Assert.Equal(1000, Photo.FromPixels(pixels, 1000, 1000, PixelFormat.Rgb).Width);
            most = Math.Max(most, Resident() - before);
        }

        Assert.InRange(most, 0, 600L << 20);
    }

    /// <summary>Half as many rounds to warm up, then the growth over all of them.</summary>
    private static void AssertFlat(int rounds, Action<int> round)
    {
        // What an earlier test left to the collector must not be freed while this one is measured: it would hide as much that stays.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var i = 0; i < rounds / 2; i++) round(i);
        var before = Resident();
        for (var i = 0; i < rounds; i++) round(i);
        var grown = (Resident() - before) >> 20;
        Assert.True(grown < 16, $"{rounds} rounds left {grown} MB resident");
    }

    /// <summary>VmRSS, in bytes.</summary>
    private static long Resident()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kibibytes, System.Globalization.CultureInfo.InvariantCulture) << 10;
    }
}
