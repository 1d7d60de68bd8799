using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>What the values of masks mean where no file says it: never a guess in silence.</summary>
public sealed class FolderMaskTests : IDisposable
{
    private const int Width = 96, Height = 64, Samples = 3;

    private readonly TemporaryFolder folder = new();

    public FolderMaskTests()
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At(kind));
        for (var i = 0; i < Samples; i++)
        {
            var random = new Random(i);
            var pixels = new byte[Width * Height * 3];
            random.NextBytes(pixels);
            using var photo = Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
            photo.Save(folder.At("images", $"{i}.png"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(7)]
    public void Two_values_are_background_and_foreground_and_nothing_is_said(byte value)
    {
        SaveGrey(d => d < 0 ? value : (byte)0);

        using var data = Open();
        Assert.True(data.IsBinary);
        Assert.Equal("foreground", data.Classes.Classes[1].Name);
        Assert.Empty(data.Notes);
        Assert.Equal("", data.LabelKey);
        Assert.Matches(@"^0 \([0-9.]+ %\), [0-9]+ \([0-9.]+ %\)$", data.MaskContent);
        AssertIsShape(data);
    }

    [Theory]
    [InlineData("smooth")]
    [InlineData("jpeg")]
    [InlineData("supersampled")]
    [InlineData("wide blur as jpeg")]
    public void Soft_edges_and_compression_are_cut_at_half_and_the_unsure_share_is_told(string kind)
    {
        var width = kind == "wide blur as jpeg" ? 6 : kind == "smooth" ? 2.5 : 1;
        double Ramp(double d) => Math.Clamp(0.5 - d / width, 0, 1);
        Save(kind.EndsWith("jpeg", StringComparison.Ordinal) ? ".jpg" : ".png", d => kind switch
        {
            "supersampled" => (byte)(Math.Round(4 * Ramp(d)) * 255 / 4),
            "jpeg" => d < 0 ? (byte)255 : (byte)0,
            _ => (byte)(255 * Ramp(d)),
        });

        using var data = Open();
        Assert.True(data.IsBinary);
        var note = Assert.Single(data.Notes);
        Assert.Matches("they are cut at half, and [0-9.]+ % of the pixels lie between a quarter and three quarters", note.What);
        AssertIsShape(data, tolerance: 0.01);
        Assert.Contains(Examine().Findings, f => f.Severity == Severity.Warning && f.What == note.What);
        Assert.True(Examine().IsSound);
    }

    [Fact]
    public void A_ring_of_255_around_1_is_void()
    {
        SaveGrey(d => d < 0 ? (byte)1 : d < 2 ? (byte)255 : (byte)0);

        using var data = Open();
        Assert.False(data.IsBinary); // a class more than binary masks have: void
        Assert.Equal(["background", "foreground"], data.Classes.Classes.Select(c => c.Name));
        Assert.Contains("255 beside 1 is void", Assert.Single(data.Notes).What);
        using var mask = data.LoadMask(0);
        for (var i = 0; i < mask.Pixels.Length; i++)
        {
            var d = Distance(0, i);
            Assert.Equal(d < 0 ? 1 : d < 2 ? ClassSet.Void : 0, mask.Pixels[i]);
        }

        var report = Examine();
        Assert.True(report.IsSound);
        Assert.Equal(report.Classes[2].Pixels, Enumerable.Range(0, Samples).Sum(
            s => Enumerable.Range(0, Width * Height).Count(i => Distance(s, i) is >= 0 and < 2)));
    }

    [Fact]
    public void Masks_of_1_beside_masks_of_255_are_refused()
    {
        SaveGrey(d => d < 0 ? (byte)1 : (byte)0);
        using (var other = Shape(2, d => d < 0 ? (byte)255 : (byte)0)) other.Save(folder.At("masks", "2.png"));

        AssertRefused("some masks hold 0 and 1, others 0 and 255");
        using (var binary = FolderDataset.Open(folder.Path, isBinary: true)) AssertIsShape(binary);
        using var data = OpenOffered();
        using var mask = data.LoadMask(2);
        Assert.Contains((byte)1, mask.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 85, 255)]
    [InlineData(0, 128, 255)] // perhaps a trimap, perhaps two classes
    [InlineData(3, 4, 5)]
    public void Three_values_of_areas_are_refused_with_a_class_file_that_fits(byte outside, byte ring, byte inside)
    {
        SaveGrey(d => d < 0 ? inside : d < 6 ? ring : outside);

        AssertRefused($"{outside} (", $"{ring} (", $"{inside} (", "more than background and one foreground");
        using (var data = OpenOffered())
        {
            Assert.Equal(3, data.Classes.Count);
            Assert.Empty(data.Validate());
        }

        File.Delete(folder.At(ClassFile.Name));
        using var binary = FolderDataset.Open(folder.Path, isBinary: true);
        using var mask = binary.LoadMask(0);
        for (var i = 0; i < mask.Pixels.Length; i++)
            Assert.Equal(outside == 3 || Distance(0, i) < 6 ? 1 : 0, mask.Pixels[i]); // without any 0 all is foreground, which is an error
        Assert.Equal(outside == 0, DataDoctor.Examine(binary, new()).IsSound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_areas_in_jpegs_are_refused_too(bool inColours)
    {
        if (inColours) SaveColours(".jpg", d => d < 0 ? (0, 0, 255) : d < 6 ? (255, 0, 0) : (0, 0, 0));
        else Save(".jpg", d => d < 0 ? (byte)254 : d < 6 ? (byte)127 : (byte)0);

        AssertRefused("more than background and one foreground");
        using var binary = FolderDataset.Open(folder.Path, isBinary: true);
        using var mask = binary.LoadMask(0);
        var wrong = Enumerable.Range(0, Width * Height).Count(i => mask.Pixels[i] > 0 != Distance(0, i) < 6);
        Assert.InRange(wrong, 0, 0.01 * Width * Height);
        Assert.Contains("each pixel counts as the nearest of", Assert.Single(binary.Notes).What);
    }

    [Fact]
    public void A_single_pixel_of_nearly_the_same_value_is_no_class()
    {
        SaveGrey(d => d < 0 ? (byte)255 : (byte)0);
        using (var stray = Photo.LoadIndices(folder.At("masks", "1.png")))
        {
            var pixels = stray.Pixels.ToArray();
            pixels[30 * Width + 47] = 254; // within the disc
            using var mask = Photo.FromPixels(pixels, Width, Height, PixelFormat.Grey);
            mask.Save(folder.At("masks", "1.png"));
        }

        using var data = Open();
        AssertIsShape(data);
    }

    [Fact]
    public void A_thin_third_class_is_no_soft_edge()
    {
        SaveGrey(d => d < -8 ? (byte)200 : d is > 8 and < 9 ? (byte)90 : (byte)0); // lines beside areas

        AssertRefused("90 (");
    }

    [Fact]
    public void Numbers_of_classes_with_void_are_refused_and_void_stays_void_when_one_foreground_is_meant()
    {
        SaveGrey(d => d < -4 ? (byte)15 : d < 0 ? (byte)7 : d < 2 ? (byte)255 : (byte)0);

        AssertRefused("7 (", "15 (", "255 (");
        using var binary = FolderDataset.Open(folder.Path, isBinary: true);
        using var mask = binary.LoadMask(1);
        for (var i = 0; i < mask.Pixels.Length; i++)
            Assert.Equal(Distance(1, i) switch { < 0 => 1, < 2 => ClassSet.Void, _ => 0 }, mask.Pixels[i]);
    }

    [Fact]
    public void A_background_that_is_not_0_is_refused_with_a_class_file_that_fits()
    {
        SaveGrey(d => d < 0 ? (byte)2 : (byte)1);

        AssertRefused("no 0, which is the background where no file names it");
        using var data = OpenOffered();
        Assert.Equal(["background", "foreground"], data.Classes.Classes.Select(c => c.Name));
        AssertIsShape(data);
    }

    [Fact]
    public void Photos_among_the_masks_are_refused()
    {
        for (var i = 0; i < Samples; i++) File.Copy(folder.At("images", $"{i}.png"), folder.At("masks", $"{i}.png"));
        AssertRefused("hardly an area of one colour, as photos do", "not exchanged");

        for (var i = 0; i < Samples; i++)
        {
            using var photo = Photo.Load(folder.At("images", $"{i}.png"), new PhotoLoad { Format = PixelFormat.Grey });
            photo.Save(folder.At("masks", $"{i}.png"));
        }

        AssertRefused("hardly an area of one value", "not exchanged");
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void Two_colours_are_background_and_foreground(string extension)
    {
        SaveColours(extension, d => d < 0 ? (220, 20, 60) : (0, 0, 0));

        using var data = Open();
        Assert.True(data.IsBinary);
        AssertIsShape(data, tolerance: extension == ".png" ? 0 : 0.01);
    }

    [Fact]
    public void Three_colours_or_none_that_is_black_are_refused_with_a_class_file_that_fits()
    {
        SaveColours(".png", d => d < 0 ? (220, 20, 60) : d < 6 ? (0, 128, 0) : (0, 0, 0));
        AssertRefused("#dc143c (", "#008000 (", "more than background and one foreground");
        using (var three = OpenOffered()) Assert.Empty(three.Validate());
        File.Delete(folder.At(ClassFile.Name));

        SaveColours(".png", d => d < 0 ? (253, 231, 36) : (68, 1, 84));
        AssertRefused("no black, which is the background where no file names it");
        using var data = OpenOffered();
        AssertIsShape(data);
    }

    [Fact]
    public void The_alpha_of_a_cut_out_photo_is_its_mask_and_that_of_one_colour_too()
    {
        for (var i = 0; i < Samples; i++)
        {
            using var photo = Photo.Load(folder.At("images", $"{i}.png"));
            using var cut = Rgba(i, (p, inside) => (photo.Pixels[3 * p], photo.Pixels[3 * p + 1], photo.Pixels[3 * p + 2]));
            cut.Save(folder.At("masks", $"{i}.png"));
        }

        using (var data = Open()) AssertIsShape(data);
        for (var i = 0; i < Samples; i++)
        {
            using var white = Rgba(i, (_, _) => (255, 255, 255));
            white.Save(folder.At("masks", $"{i}.png"));
        }

        using (var data = Open()) AssertIsShape(data);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(ushort.MaxValue)]
    public void Masks_of_16_bits_are_read(int value)
    {
        for (var i = 0; i < Samples; i++)
            File.WriteAllBytes(folder.At("masks", $"{i}.png"), Photo.EncodePng16(
                [.. Enumerable.Range(0, Width * Height).Select(p => Distance(i, p) < 0 ? (ushort)value : (ushort)0)], Width, Height));

        using var data = Open();
        Assert.Empty(data.Validate());
        AssertIsShape(data);
    }

    [Fact]
    public void Classes_of_16_bits_are_read_and_numbers_above_255_are_told()
    {
        void Save(ushort inside)
        {
            for (var i = 0; i < Samples; i++)
                File.WriteAllBytes(folder.At("masks", $"{i}.png"), Photo.EncodePng16(
                    [.. Enumerable.Range(0, Width * Height).Select(p => Distance(i, p))
                        .Select(d => d < 0 ? inside : d < 6 ? (ushort)1 : (ushort)0)], Width, Height));
        }

        Save(2);
        File.WriteAllText(folder.At(ClassFile.Name), """{"classes":["ground","ring","disc"]}""");
        using (var data = DatasetLocator.Open(folder.Path))
        {
            Assert.Empty(data.Validate());
            using var mask = data.LoadMask(0);
            Assert.Equal(Enumerable.Range(0, Width * Height).Select(p => Distance(0, p) switch { < 0 => 2, < 6 => 1, _ => 0 }),
                mask.Pixels.ToArray().Select(v => (int)v));
        }

        Save(26001);
        using var instances = DatasetLocator.Open(folder.Path);
        var problem = instances.Validate()[0].ToString();
        Assert.Contains("holds the 16-bit value 26001", problem);
        Assert.DoesNotContain("JPEG", problem);
        Assert.DoesNotContain("intact copy", problem);
    }

    [Fact]
    public void A_palette_of_classes_is_read_by_index_any_other_by_colour()
    {
        void Save(Func<double, byte> index, params (byte, byte, byte)[] palette)
        {
            for (var i = 0; i < Samples; i++)
                File.WriteAllBytes(folder.At("masks", $"{i}.png"), PngFile.OfPalette(
                    [.. Enumerable.Range(0, Width * Height).Select(p => index(Distance(i, p)))], Width, 8, _ => 0, palette));
        }

        var voc = Enumerable.Range(0, 256).Select(ClassPalette.Voc).ToArray();
        Save(d => d < 0 ? (byte)1 : d < 2 ? (byte)255 : (byte)0, voc);
        using (var data = Open()) Assert.Contains("255 beside 1 is void", Assert.Single(data.Notes).What);

        Save(d => d < 0 ? (byte)0 : (byte)1, (255, 255, 255), (0, 0, 0)); // index 0 is white
        using (var data = Open()) AssertIsShape(data);

        Save(d => d < 0 ? (byte)1 : (byte)0, (0, 0, 0), (0, 0, 0)); // no colour tells the two apart
        using (var data = Open()) AssertIsShape(data);
    }

    [Fact]
    public void That_one_foreground_is_meant_is_no_option_for_known_classes()
    {
        SaveGrey(d => d < 0 ? (byte)2 : d < 6 ? (byte)1 : (byte)0);
        var binary = new DatasetOptions { Binary = true };
        using (var data = DatasetLocator.Open(folder.Path, binary)) Assert.True(data.IsBinary);
        File.WriteAllText(folder.At(ClassFile.Name), """{"classes":["ground","ring","disc"]}""");
        Assert.Contains("leave Binary out", Assert.Throws<ArgumentException>(() => DatasetLocator.Open(folder.Path, binary)).Message);
    }

    [Fact]
    public void Masks_with_void_are_combined_with_masks_without()
    {
        SaveGrey(d => d < 0 ? (byte)1 : d < 2 ? (byte)255 : (byte)0);
        using var drawn = new DrawnCarvana();
        using var cars = CarvanaDataset.Open(drawn.Root);
        using var data = Open();
        using var both = new CombinedDataset(cars, data);

        Assert.Equal((false, "car"), (both.IsBinary, both.Classes.Classes[1].Name));
        Assert.Contains("is void", Assert.Single(both.Notes).What);
        using var car = both.LoadMask(0);
        Assert.Equal([0, 1], car.Pixels.ToArray().Distinct().Order().Select(v => (int)v));
        using var shape = both.LoadMask(both.Samples.Count - 1);
        Assert.Contains(ClassSet.Void, shape.Pixels.ToArray());
    }

    public void Dispose() => folder.Dispose();

    private FolderDataset Open() => FolderDataset.Open(folder.Path);

    private DataReport Examine()
    {
        using var data = Open();
        return DataDoctor.Examine(data, new(SplitBy.Image, 0.3, 0.3));
    }

    /// <summary>Reading, checking and the doctor all refuse, once, and offer a class file.</summary>
    private void AssertRefused(params string[] named)
    {
        using var data = Open();
        var problem = Assert.Single(data.Validate());
        Assert.Equal("masks/", problem.File);
        foreach (var text in named) Assert.Contains(text, problem.ToString());
        Assert.Equal(problem, Assert.Single(Examine().Problems));
        Assert.False(Examine().IsSound);
        Assert.Throws<DatasetException>(() => data.LoadMask(0));
    }

    /// <summary>The data with the class file that its refusal offers.</summary>
    private SegmentationDataset OpenOffered()
    {
        using (var data = Open())
        {
            var repair = data.Validate()[0].Repair;
            var json = repair[repair.IndexOf('{', StringComparison.Ordinal)..(repair.LastIndexOf('}') + 1)];
            File.WriteAllText(folder.At(ClassFile.Name), json);
        }

        return DatasetLocator.Open(folder.Path);
    }

    private static void AssertIsShape(SegmentationDataset data, double tolerance = 0)
    {
        for (var sample = 0; sample < Samples; sample++)
        {
            using var mask = data.LoadMask(sample);
            var wrong = Enumerable.Range(0, Width * Height).Count(i => mask.Pixels[i] > 0 != Distance(sample, i) < 0);
            Assert.InRange(wrong, 0, tolerance * Width * Height);
        }
    }

    private void SaveGrey(Func<double, byte> value) => Save(".png", value);

    private void Save(string extension, Func<double, byte> value)
    {
        foreach (var old in Directory.GetFiles(folder.At("masks"))) File.Delete(old);
        for (var i = 0; i < Samples; i++)
        {
            using var mask = Shape(i, value);
            mask.Save(folder.At("masks", i + extension), PhotoEncoding.For("x" + extension) with { Quality = 75 });
        }
    }

    private void SaveColours(string extension, Func<double, (int R, int G, int B)> colour)
    {
        for (var i = 0; i < Samples; i++)
        {
            using var mask = Photo.FromPixels(
                [.. Enumerable.Range(0, Width * Height).Select(p => colour(Distance(i, p)))
                    .SelectMany(c => new[] { (byte)c.R, (byte)c.G, (byte)c.B })], Width, Height, PixelFormat.Rgb);
            mask.Save(folder.At("masks", i + extension));
        }
    }

    private static Photo Rgba(int sample, Func<int, bool, (byte R, byte G, byte B)> colour) => Photo.FromPixels(
        [.. Enumerable.Range(0, Width * Height).SelectMany(p =>
        {
            var inside = Distance(sample, p) < 0;
            var (r, g, b) = colour(p, inside);
            return new[] { r, g, b, inside ? (byte)255 : (byte)0 };
        })], Width, Height, PixelFormat.Rgba);

    private static Photo Shape(int sample, Func<double, byte> value) => Photo.FromPixels(
        [.. Enumerable.Range(0, Width * Height).Select(p => value(Distance(sample, p)))], Width, Height, PixelFormat.Grey);

    /// <summary>The distance in pixels of a pixel's centre from the sample's disc; below 0 inside.</summary>
    private static double Distance(int sample, int pixel)
    {
        var (x, y) = (pixel % Width + 0.5 - 40 - 7 * sample, pixel / Width + 0.5 - 30 - 2 * sample);
        return Math.Sqrt(x * x + y * y) - 15 - sample;
    }
}
