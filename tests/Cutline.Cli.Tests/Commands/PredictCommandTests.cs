using System.Globalization;
using Cutline.Imaging;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class PredictCommandTests : IDisposable
{
    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public PredictCommandTests(TrainedRun trained)
    {
        this.trained = trained;
        Directory.CreateDirectory(folder.At("photos"));
        for (var i = 0; i < 2; i++) File.Copy(trained.Discs.Photo(i), folder.At("photos", $"{i}.png"));
        using var photo = Photo.Load(trained.Discs.Photo(2));
        using var large = photo.Resize(301, 203, Kernel.Cubic);
        large.Save(folder.At("photos", "a, b.jpg"));
    }

    [Fact]
    public void Elsewhere_than_on_a_terminal_progress_is_a_few_lines()
    {
        var finished = InProcess.Run(
            "predict", "--model", trained.Path, "--input", Path.Combine(trained.Discs.Root, "images"), "--out", folder.At("few")).Well();

        var lines = finished.Errors.Split('\n').Where(line => line.StartsWith("predicting: ", StringComparison.Ordinal)).ToArray();
        Assert.InRange(lines.Length, 1, 3); // ten seconds or more between two
        Assert.Equal("predicting: 24 of 24", lines[^1]);
    }

    [Fact]
    public void Every_format_is_the_same_mask()
    {
        foreach (var format in (string[])["png", "gif", "rle", "prob"]) Predict(format, folder.At("photos")).Well();

        var lengths = File.ReadAllLines(folder.At("rle", "masks.csv"));
        Assert.Equal("img,rle_mask", lengths[0]);
        Assert.Equal(
            ["\"a, b.jpg\"", "0.png", "1.png"], lengths.Skip(1).Select(l => l[..l.LastIndexOf(',')]).Order(StringComparer.Ordinal));
        foreach (var (name, width, height) in ((string, int, int)[])[("0", 48, 36), ("1", 48, 36), ("a, b", 301, 203)])
        {
            using var png = Photo.LoadIndices(folder.At("png", $"{name}_mask.png"));
            using var gif = Photo.LoadIndices(folder.At("gif", $"{name}_mask.gif"));
            var mask = png.Pixels.ToArray();
            Assert.Equal((width, height), (png.Width, png.Height));
            Assert.All(mask, p => Assert.True(p is 0 or 255));
            Assert.InRange(mask.Average(p => p / 255.0), 0.02, 0.6);
            Assert.Equal(mask, gif.Pixels.ToArray().Select(p => p > 0 ? (byte)255 : (byte)0));
            Assert.Equal(mask, Decode(lengths.Single(l => l.Trim('"').StartsWith(name, StringComparison.Ordinal)), width * height));
            var probabilities = Png16.Read(folder.At("prob", $"{name}_prob.png"));
            Assert.Equal((width, height), (probabilities.Width, probabilities.Height));
            Assert.Equal(mask, probabilities.Values.Select(v => v >= 32768 ? (byte)255 : (byte)0));
            Assert.True(probabilities.Values.Distinct().Count() > 100);
        }
    }

    [Fact]
    public void A_broken_photo_among_good_ones_is_named_and_stops_none()
    {
        File.WriteAllText(folder.At("photos", "0broken.jpg"), "no picture at all");
        File.WriteAllText(folder.At("photos", "empty.png"), "");

        var finished = Predict("png", folder.At("photos"));

        Assert.Equal(1, finished.Code);
        Assert.Equal(["0_mask.png", "1_mask.png", "a, b_mask.png"], Masks());
        var failures = finished.Complaints.Where(l => l.StartsWith("cutline: ", StringComparison.Ordinal)).ToArray();
        Assert.Contains(failures, l => l.Contains("0broken.jpg", StringComparison.Ordinal));
        Assert.Contains(failures, l => l.Contains("empty.png", StringComparison.Ordinal));
        Assert.Contains("3 of 5 photos done", finished.Complaints);
    }

    [Fact]
    public void An_overlay_is_the_photo_with_what_is_found_in_colour_and_a_legend_if_wanted()
    {
        Predict("overlay", folder.At("photos")).Well();
        using var overlay = Photo.Load(folder.At("overlay", "a, b_overlay.jpg"));
        using var photo = Photo.Load(folder.At("photos", "a, b.jpg"));
        Assert.Equal((photo.Width, photo.Height), (overlay.Width, overlay.Height));
        Predict("png", folder.At("photos")).Well();
        using var mask = Photo.LoadIndices(folder.At("png", "a, b_mask.png"));
        double Changed(byte value) => Enumerable.Range(0, mask.Pixels.Length).Where(i => mask.Pixels[i] == value)
            .Average(i => Math.Abs(overlay.Pixels[3 * i] - photo.Pixels[3 * i]));
        Assert.True(Changed(255) > 30, $"the object's red differs by {Changed(255)}");
        Assert.InRange(Changed(0), 0, 8); // its outline, and JPEG

        InProcess.Run(
            "predict", "--model", trained.Path, "--input", folder.At("photos", "1.png"), "--out", folder.At("named"), "--format", "overlay",
            "--legend").Well();
        using var named = Photo.Load(folder.At("named", "1_overlay.jpg"));
        Assert.True(named.Height > 36 && named.Width == 48);
        InProcess.Run("predict", "--input", folder.At("photos"), "--out", folder.At("no"), "--legend")
            .Badly(2, "--legend is of --format overlay");
    }

    [Fact]
    public void Files_and_patterns_together()
    {
        Predict("png", folder.At("photos", "1.png"), folder.At("photos", "*.jpg")).Well();
        Assert.Equal(["1_mask.png", "a, b_mask.png"], Masks());
    }

    [Fact]
    public void Looking_several_times_and_through_windows_finds_the_disc_as_well()
    {
        Predict("png", folder.At("photos", "1.png"), "--tta", "--tile", "32", "--overlap", "0.5").Well();
        using var mask = Photo.LoadIndices(folder.At("png", "1_mask.png"));
        using var truth = Photo.LoadIndices(trained.Discs.Mask(1));
        Assert.Equal((48, 36), (mask.Width, mask.Height));
        Assert.True(mask.Pixels.ToArray().Zip(truth.Pixels.ToArray()).Count(p => p.First == p.Second) > 0.9 * 48 * 36);
    }

    [Fact]
    public void One_photo_that_is_broken_is_one_line()
    {
        File.WriteAllText(folder.At("broken.jpg"), "no picture at all");
        InProcess.Run("predict", "--model", trained.Path, "--input", folder.At("broken.jpg"), "--out", folder.At("png"), "--device", "cpu")
            .Badly(1, "broken.jpg cannot be read");
    }

    public void Dispose() => folder.Dispose();

    private IEnumerable<string?> Masks() =>
        Directory.EnumerateFiles(folder.At("png")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    /// <summary>Into the folder of the format's name.</summary>
    private Finished Predict(string format, params string[] inputs) =>
        InProcess.Run(
            ["predict", "--model", trained.Path, "--input", .. inputs, "--out", folder.At(format), "--format", format, "--device", "cpu"]);

    private static byte[] Decode(string line, int pixels)
    {
        var mask = new byte[pixels];
        var numbers = line[(line.LastIndexOf(',') + 1)..].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture));
        foreach (var run in numbers.Chunk(2)) mask.AsSpan(run[0] - 1, run[1]).Fill(255);
        return mask;
    }
}
