using System.IO.Compression;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class CarvanaDatasetTests : IDisposable
{
    private readonly DrawnCarvana drawn = new();

    public void Dispose() => drawn.Dispose();

    [Fact]
    public void Pairs_by_name_in_order()
    {
        using var data = CarvanaDataset.Open(drawn.Root);

        Assert.Equal(["car0_01", "car0_02", "car1_01", "car1_02", "car2_01", "car2_02"], data.Samples.Select(s => s.Name));
        Assert.Equal(["car0", "car0", "car1", "car1", "car2", "car2"], data.Samples.Select(s => s.Group));
        Assert.Empty(data.Validate());
        using var photo = data.LoadPhoto(3);
        using var mask = data.LoadMask(3);
        Assert.Equal((64, 40, PixelFormat.Rgb), (photo.Width, photo.Height, photo.Format));
        Assert.Equal((64, 40, PixelFormat.Grey), (mask.Width, mask.Height, mask.Format));
        Assert.Equal(0, mask.Pixels[0]);
        Assert.NotEqual(0, mask.Pixels[20 * 64 + 32]);
    }

    [Fact]
    public void Archives_are_the_folders()
    {
        using var twin = new DrawnCarvana();
        twin.Zip();
        using var folders = CarvanaDataset.Open(drawn.Root);
        using var archives = CarvanaDataset.Open(twin.Root);

        Assert.Equal(folders.Samples, archives.Samples);
        Assert.Empty(archives.Validate());
        Parallel.For(0, 200, i => Assert.Equal(folders.Fingerprint(i % 6), archives.Fingerprint(i % 6)));
        Assert.Equal(["train.zip", "train_masks.zip"], Directory.EnumerateFileSystemEntries(twin.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void All_that_is_wrong_is_in_one_list()
    {
        File.Delete(drawn.Mask("car0_01"));
        File.Delete(drawn.Photo("car0_02"));
        File.WriteAllBytes(drawn.Mask("car1_01"), DrawnCarvana.MaskOf(101, 32, 20));
        File.WriteAllBytes(drawn.Mask("car1_02"), DrawnCarvana.MaskOf(102, foreground: 2));
        File.WriteAllBytes(drawn.Photo("car2_01"), File.ReadAllBytes(drawn.Photo("car2_01"))[..^300]);
        File.WriteAllBytes(drawn.Mask("car2_02"), []);
        File.WriteAllText(drawn.At("train", "notes.txt"), "hello");
        File.WriteAllText(drawn.At("train", ".DS_Store"), "litter");

        using var data = CarvanaDataset.Open(drawn.Root);
        var problems = data.Validate();

        Assert.Equal(
            [
                "train/car0_01.jpg", "train/notes.txt", "train_masks/car0_02_mask.gif", "train_masks/car1_01_mask.gif",
                "train_masks/car1_02_mask.gif", "train/car2_01.jpg", "train_masks/car2_02_mask.gif",
            ],
            problems.Select(p => p.File));
        string[] causes =
        [
            "has no mask", "is not named", "has no photo", "is 32×20, its photo car1_01.jpg is 64×40",
            "holds the value 2", "cannot be decoded", "cannot be decoded",
        ];
        Assert.All(causes.Zip(problems), pair => Assert.Contains(pair.First, pair.Second.What));
        Assert.All(problems, p => Assert.NotEmpty(p.Repair));

        var thrown = Assert.Throws<DatasetException>(() => DatasetException.ThrowIfAny(data.Root, problems));
        Assert.Contains("7 problems", thrown.Message);
        Assert.Equal(problems, thrown.Problems);
    }

    /// <summary>The last two bytes say that nothing follows, and hold no pixel.</summary>
    [Fact]
    public void A_photo_that_lacks_only_its_end_mark_is_whole()
    {
        var photo = drawn.Photo("car0_01");
        File.WriteAllBytes(photo, File.ReadAllBytes(photo)[..^2]);
        using var data = CarvanaDataset.Open(drawn.Root);
        Assert.Empty(data.Validate());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(200)]
    public void However_few_pixels_are_cut_off_a_photo_it_is_noticed(int bytes)
    {
        var photo = drawn.Photo("car0_01");
        File.WriteAllBytes(photo, File.ReadAllBytes(photo)[..^bytes]);
        using var data = CarvanaDataset.Open(drawn.Root);
        Assert.Equal("train/car0_01.jpg", Assert.Single(data.Validate()).File);
    }

    [Theory]
    [InlineData("train/car0_1.jpg")]
    [InlineData("train/car0_01.JPG")]
    [InlineData("train/car0_01.png")]
    [InlineData("train/car0.jpg")]
    [InlineData("train_masks/car0_01.gif")]
    [InlineData("train_masks/car0_01_mask.png")]
    public void Names_are_strict(string name)
    {
        File.Copy(drawn.Photo("car0_01"), drawn.At(name));
        using var data = CarvanaDataset.Open(drawn.Root);

        Assert.Equal(name, Assert.Single(data.Validate(ValidationDepth.Names)).File);
        Assert.Equal(6, data.Samples.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void Masks_may_hold_1_or_255(byte foreground)
    {
        File.WriteAllBytes(drawn.Mask("car0_01"), DrawnCarvana.MaskOf(1, foreground: foreground));
        using var data = CarvanaDataset.Open(drawn.Root);
        Assert.Empty(data.Validate());
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 1 }, null)]
    [InlineData(new byte[] { 255, 255, 0 }, null)]
    [InlineData(new byte[] { 0, 0, 0 }, null)]
    [InlineData(new byte[] { 255, 0, 1 }, 1)]
    [InlineData(new byte[] { 1, 0, 255 }, 1)]
    [InlineData(new byte[] { 255, 254, 0 }, 254)]
    [InlineData(new byte[] { 1, 3, 0 }, 3)]
    public void Values_of_masks_by_hand(byte[] values, int? stranger)
    {
        var indices = new byte[DrawnCarvana.Width * DrawnCarvana.Height];
        values.CopyTo(indices, 5);
        var palette = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        File.WriteAllBytes(drawn.Mask("car0_01"), GifFile.Of(indices, DrawnCarvana.Width, DrawnCarvana.Height, palette));
        using var data = CarvanaDataset.Open(drawn.Root);

        if (stranger is null) Assert.Empty(data.Validate());
        else Assert.Contains($"holds the value {stranger},", Assert.Single(data.Validate()).What);
    }

    [Fact]
    public void A_sample_that_is_asked_for_says_what_is_wrong_with_it()
    {
        File.WriteAllBytes(drawn.Mask("car1_01"), DrawnCarvana.MaskOf(101, 32, 20));
        File.WriteAllText(drawn.Photo("car0_01"), "no photo");
        using var data = CarvanaDataset.Open(drawn.Root);

        Assert.Contains("train_masks/car1_01_mask.gif", Assert.Throws<DatasetException>(() => data.LoadMask(2)).Message);
        Assert.Contains("train/car0_01.jpg", Assert.Throws<DatasetException>(() => data.LoadPhoto(0)).Message);
        File.Delete(drawn.Photo("car0_01"));
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => data.Read(0)).Message);
    }

    [Fact]
    public void Zips_with_backslashes_are_read_and_litter_in_them_is_not()
    {
        using var drawn = new DrawnCarvana();
        foreach (var part in (string[])["train", "train_masks"])
        {
            using (var zip = ZipFile.Open(drawn.At(part + ".zip"), ZipArchiveMode.Create))
            {
                zip.CreateEntry(part + "\\");
                zip.CreateEntry("__MACOSX\\" + part + "\\._car0_01.jpg");
                zip.CreateEntry(part + "/__MACOSX/x.txt");
                foreach (var file in Directory.GetFiles(drawn.At(part)))
                    zip.CreateEntryFromFile(file, $"{part}\\{Path.GetFileName(file)}");
            }

            Directory.Delete(drawn.At(part), recursive: true);
        }

        using var data = CarvanaDataset.Open(drawn.Root);
        Assert.Equal(6, data.Samples.Count);
        Assert.Empty(data.Validate());
    }

    [Theory]
    [InlineData(6, 1, "is encrypted with a password; unpack train.zip with it")] // the flags in the local header and in the directory
    [InlineData(8, 93, "is compressed in a way that is not read; unpack train.zip")] // the method: 93 is Zstandard
    [InlineData(14, 1, "cannot be unpacked; download train.zip again (its bytes are not those that were packed")] // the checksum
    public void Zips_that_cannot_be_read_say_why(int field, byte value, string said)
    {
        using var drawn = new DrawnCarvana(cars: 1, angles: 1);
        drawn.Zip();
        var bytes = File.ReadAllBytes(drawn.At("train.zip"));
        for (var i = 0; i + 4 < bytes.Length; i++)
        {
            // PK 3 4 begins a local header, PK 1 2 an entry of the directory, whose fields lie two bytes later.
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] is 1 or 3 && bytes[i + 3] is 2 or 4)
                bytes[i + field + (bytes[i + 2] == 1 ? 2 : 0)] = value;
        }

        File.WriteAllBytes(drawn.At("train.zip"), bytes);
        string Said()
        {
            try
            {
                using var data = CarvanaDataset.Open(drawn.Root);
                return Assert.Single(data.Validate()).ToString();
            }
            catch (DatasetException e)
            {
                return e.Message;
            }
        }

        Assert.Contains(said, Said());
    }

    [Fact]
    public void A_cut_off_archive_is_named()
    {
        drawn.Zip();
        var zip = drawn.At("train.zip");
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^100]);
        Assert.Contains("train.zip", Assert.Throws<DatasetException>(() => CarvanaDataset.Open(drawn.Root)).Message);
    }

    [Fact]
    public void Damage_within_an_archive_is_named()
    {
        drawn.Zip();
        var bytes = File.ReadAllBytes(drawn.At("train_masks.zip"));
        bytes.AsSpan(40, 200).Fill(0xFF);
        File.WriteAllBytes(drawn.At("train_masks.zip"), bytes);
        using var data = CarvanaDataset.Open(drawn.Root);
        Assert.Contains("train_masks.zip/", Assert.Single(data.Validate()).File);
    }

    [Fact]
    public void A_file_over_the_limit_is_not_read()
    {
        using var data = CarvanaDataset.Open(drawn.Root, PhotoLimits.Default with { MaxBytes = 100 });
        Assert.All(data.Validate(), p => Assert.Contains("longer", p.What));
        Assert.Equal(6, data.Validate().Count);
    }

    [Fact]
    public void Progress_reaches_the_end_and_cancelling_stops()
    {
        using var data = CarvanaDataset.Open(drawn.Root);
        var seen = new Seen();
        data.Validate(progress: seen);
        Assert.Equal(new DataProgress(6, 6), seen.Last);
        Assert.Throws<OperationCanceledException>(() => data.Validate(cancel: new CancellationToken(true)));
    }

    private sealed class Seen : IProgress<DataProgress>
    {
        public DataProgress Last { get; private set; }

        public void Report(DataProgress value) => Last = value;
    }
}
