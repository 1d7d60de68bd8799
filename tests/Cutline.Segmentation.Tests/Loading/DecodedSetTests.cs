using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Loading;

public sealed class DecodedSetTests : IDisposable
{
    private static readonly PreprocessOptions Options = new(32, 32, Fit.Letterbox);

    private readonly DrawnCarvana drawn = new();
    private readonly TemporaryFolder cache = new();

    public void Dispose()
    {
        drawn.Dispose();
        cache.Dispose();
    }

    private DecodedSetOptions OnDisk => new() { MemoryBudget = 0, CacheFolder = cache.Path };

    private string CacheFile => Directory.GetFiles(cache.Path).Single();

    [Fact]
    public void In_a_file_or_in_memory_the_pixels_are_the_same()
    {
        var (memory, decoded) = Pixels(Options, new());
        var (file, _) = Pixels(Options, OnDisk);
        var (again, decodedAgain) = Pixels(Options, OnDisk);

        Assert.Equal((6, 0), (decoded, decodedAgain));
        Assert.Equal(memory, file);
        Assert.Equal(memory, again);
        Assert.Contains(memory, value => value > 1);
    }

    [Fact]
    public void The_budget_decides_and_the_description_says_so()
    {
        using var data = CarvanaDataset.Open(drawn.Root);
        using var memory = new DecodedSet(data, Options, new() { MemoryBudget = 6 * 32 * 32 * 4 });
        using var file = new DecodedSet(data, Options, new() { MemoryBudget = 6 * 32 * 32 * 4 - 1, CacheFolder = cache.Path });

        Assert.False(memory.OnDisk);
        Assert.Equal("6 samples at 32×32: 24.0 KiB in memory", memory.Description);
        Assert.True(file.OnDisk);
        Assert.Contains(CacheFile, file.Description);
        Assert.Equal(2L << 30, new DecodedSetOptions().MemoryBudget);
    }

    [Fact]
    public void Changed_content_is_decoded_again_even_under_an_unchanged_length_and_time()
    {
        var (before, _) = Pixels(Options, OnDisk);
        var mask = drawn.Mask("car1_01");
        var time = File.GetLastWriteTimeUtc(mask);
        var length = new FileInfo(mask).Length;
        File.WriteAllBytes(mask, DrawnCarvana.MaskOf(102));
        File.SetLastWriteTimeUtc(mask, time);
        Assert.Equal(length, new FileInfo(mask).Length);

        var (after, decoded) = Pixels(Options, OnDisk);
        var (fresh, _) = Pixels(Options, new());

        Assert.Equal(1, decoded);
        Assert.Equal(fresh, after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void A_touched_file_is_the_same_file()
    {
        Pixels(Options, OnDisk);
        File.SetLastWriteTimeUtc(drawn.Photo("car0_01"), DateTime.UtcNow.AddDays(1));
        Assert.Equal(0, Pixels(Options, OnDisk).Decoded);
    }

    [Fact]
    public void Another_option_is_another_cache()
    {
        Pixels(Options, OnDisk);
        Assert.Equal(6, Pixels(Options with { Fit = Fit.Stretch }, OnDisk).Decoded);
        Assert.Equal(6, Pixels(Options with { Width = 64 }, OnDisk).Decoded);
        Assert.Equal(0, Pixels(Options with { Normalization = Normalization.ImageNet }, OnDisk).Decoded); // applied after decoding
        Assert.Equal(0, Pixels(Options, OnDisk).Decoded);
    }

    [Fact]
    public void Added_files_never_meet_the_pixels_of_others()
    {
        Pixels(Options, OnDisk);
        drawn.Draw("aaa_01", 77);
        Assert.Equal(Pixels(Options, new()).Bytes, Pixels(Options, OnDisk).Bytes);
    }

    [Theory]
    [InlineData(0)] // the header
    [InlineData(4096 + 3)] // the first sample's key
    [InlineData(4096 + 20)] // its checksum
    [InlineData(8192 + 100)] // its pixels
    public void A_damaged_cache_is_mended(int at)
    {
        var (before, _) = Pixels(Options, OnDisk);
        var bytes = File.ReadAllBytes(CacheFile);
        bytes[at] ^= 0x10;
        File.WriteAllBytes(CacheFile, bytes);

        var (after, decoded) = Pixels(Options, OnDisk);

        Assert.Equal(before, after);
        Assert.Equal(at == 0 ? 6 : 1, decoded);
        Assert.Equal(0, Pixels(Options, OnDisk).Decoded);
    }

    [Fact]
    public void A_cache_cut_off_is_made_again()
    {
        var (before, _) = Pixels(Options, OnDisk);
        File.WriteAllBytes(CacheFile, File.ReadAllBytes(CacheFile)[..^1000]);
        Assert.Equal(before, Pixels(Options, OnDisk).Bytes);
    }

    [Fact]
    public void A_run_that_ended_early_leaves_what_it_had_decoded()
    {
        using (var data = CarvanaDataset.Open(drawn.Root))
        using (var set = new DecodedSet(data, Options, OnDisk))
            set.Fill([0, 4]);
        Assert.Equal(4, Pixels(Options, OnDisk).Decoded);
    }

    [Fact]
    public void Two_at_once_do_not_share_a_file()
    {
        using var data = CarvanaDataset.Open(drawn.Root);
        using var first = new DecodedSet(data, Options, OnDisk);
        using (var second = new DecodedSet(data, Options, OnDisk))
        {
            Parallel.Invoke(() => first.Fill(), () => second.Fill());
            Assert.Equal(Copy(first), Copy(second));
        }

        Assert.Single(Directory.GetFiles(cache.Path));
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_is_said_to_be()
    {
        File.WriteAllText(cache.At("file"), "");
        using var data = CarvanaDataset.Open(drawn.Root);
        var thrown = Assert.Throws<DatasetException>(
            () => new DecodedSet(data, Options, OnDisk with { CacheFolder = cache.At("file", "below") }));
        Assert.Contains("XDG_CACHE_HOME", thrown.Message);
    }

    [Fact]
    public void A_broken_file_is_named_and_may_be_mended_in_the_same_run()
    {
        var intact = File.ReadAllBytes(drawn.Mask("car1_01"));
        File.WriteAllText(drawn.Mask("car1_01"), "no mask");
        using var data = CarvanaDataset.Open(drawn.Root);
        using var set = new DecodedSet(data, Options);

        Assert.Contains("car1_01_mask.gif", Assert.Throws<DatasetException>(() => set.Fill()).Message);
        File.WriteAllBytes(drawn.Mask("car1_01"), intact);
        set.Fill();
        Assert.Equal(6, set.Filled);
    }

    [Fact]
    public void Many_threads_decode_a_sample_once()
    {
        using var data = new MadeUpDataset(3, slowness: 20);
        using var set = new DecodedSet(data, PreprocessOptions.Square(8));
        Parallel.For(0, 300, i => set.CopyTo(i % 3, new byte[set.PhotoBytes], new byte[set.MaskBytes]));
        Assert.Equal(3, data.Reads);
    }

    [Fact]
    public void After_its_end_it_says_so()
    {
        using var data = new MadeUpDataset(3);
        var set = new DecodedSet(data, PreprocessOptions.Square(8));
        set.Dispose();
        set.Dispose();
        Assert.Throws<ObjectDisposedException>(() => set.CopyTo(0, new byte[192], new byte[64]));
    }

    private (byte[] Bytes, int Decoded) Pixels(PreprocessOptions preprocess, DecodedSetOptions options)
    {
        using var data = CarvanaDataset.Open(drawn.Root);
        using var set = new DecodedSet(data, preprocess, options);
        return (Copy(set), (int)set.Decoded);
    }

    private static byte[] Copy(DecodedSet set)
    {
        var size = set.PhotoBytes + set.MaskBytes;
        var bytes = new byte[set.Count * size];
        for (var i = 0; i < set.Count; i++)
            set.CopyTo(i, bytes.AsSpan(i * size, set.PhotoBytes), bytes.AsSpan(i * size + set.PhotoBytes, set.MaskBytes));
        return bytes;
    }
}
