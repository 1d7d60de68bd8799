namespace Cutline.Imaging.Tests;

/// <summary>A library that reads a picture speaks through its result and its exceptions alone.</summary>
[Collection(nameof(Alone))]
public sealed class PhotoQuietTests
{
    [Fact]
    public void Odd_and_damaged_files_leave_standard_error_empty()
    {
        var written = StandardError.During(() =>
        {
            StandardError.Write("seen");
            foreach (var file in Odd()) Try(file);
        });
        Assert.Equal("seen", written); // what is written is seen, and there is nothing else
    }

    [Fact]
    public void The_reason_given_is_of_this_file_and_not_of_one_before()
    {
        using var small = Drawn.Quarters(8, 8);
        var png = small.Encode(new PhotoEncoding(PhotoFormat.Png));
        var alone = Assert.Throws<PhotoException>(() => Photo.Load(png.AsMemory(0, 40))).Message;
        foreach (var file in Odd())
        {
            Try(file);
            Assert.Equal(alone, Assert.Throws<PhotoException>(() => Photo.Load(png.AsMemory(0, 40))).Message);
        }
    }

    /// <summary>
    /// libvips has one buffer of errors for the process: what is said of a file must not come from another's that fails beside it.
    /// </summary>
    [Fact]
    public void The_reason_given_is_of_this_file_when_others_fail_at_the_same_time()
    {
        var files = new List<(byte[] File, string Name, string Message)>();
        using var noise = Drawn.Noise(64, 48);
        foreach (var format in new[] { PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP })
        {
            var file = noise.Encode(new PhotoEncoding(format));
            foreach (var cut in new[] { 40, file.Length / 2 })
            {
                var name = $"{format}-{cut}";
                files.Add((file[..cut], name, Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, cut), name: name)).Message));
            }
        }

        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var (file, name, message) = files[i % files.Count];
            Assert.Equal(message, Assert.Throws<PhotoException>(() => Photo.Load(file, name: name)).Message);
        });
        foreach (var (_, name, message) in files)
        {
            Assert.StartsWith($"{name} cannot be read: its {name.Split('-')[0]}", message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("vips", message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void An_encoding_beyond_what_its_format_knows_is_silent_too()
    {
        using var photo = Drawn.Quarters(8, 8);
        var written = StandardError.During(() =>
        {
            foreach (var format in Enum.GetValues<PhotoFormat>())
                foreach (var (quality, effort) in new[] { (-1, -1), (1000, 1000) })
                    Assert.NotEmpty(photo.Encode(new PhotoEncoding(format) { Quality = quality, Effort = effort, Lossless = effort > 0 }));
        });
        Assert.Equal("", written);
    }

    private static void Try(byte[] file)
    {
        try
        {
            Photo.Load(file).Dispose();
        }
        catch (PhotoException)
        {
        }
    }

    /// <summary>A TIFF with a tag that nobody knows, JPEGs with damaged scans, and files that end too early.</summary>
    private static IEnumerable<byte[]> Odd()
    {
        yield return GoldenPhoto.Bytes("odd.tif");
        using var photo = Drawn.Noise(64, 48);
        foreach (var format in new[] { PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP })
        {
            var file = photo.Encode(new PhotoEncoding(format));
            yield return file[..(file.Length / 2)];
            for (var i = 0; i < 8; i++)
            {
                var damaged = file.ToArray();
                new Random(i).NextBytes(damaged.AsSpan(file.Length / 2, 40));
                yield return damaged;
            }
        }
    }
}
