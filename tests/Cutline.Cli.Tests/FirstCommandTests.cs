using System.Text.RegularExpressions;
using Cutline.Cli.Tests.Architecture;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Metrics;

namespace Cutline.Cli.Tests;

/// <summary>The first command that a newcomer runs, on the photo that comes with the clone.</summary>
public sealed partial class FirstCommandTests : IDisposable
{
    private const string Command = "./cutline cut samples/car.jpg -o car.png";
    private const int Width = 1536, Height = 1024;

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/setup.md")]
    public void Documents_begin_with_it(string document) => Assert.Equal(Command, First().Match(Repository.Text(document)).Groups[1].Value);

    [Fact]
    public void The_sample_is_a_scene_of_the_project()
    {
        using var sample = Photo.Load(RepositoryPaths.Find("samples/car.jpg"));
        using var drawn = Scene.RenderPhoto();

        Assert.Equal((Width, Height), (sample.Width, sample.Height));
        var difference = sample.Pixels.ToArray().Zip(drawn.Pixels.ToArray()).Average(p => Math.Abs(p.First - p.Second));
        Assert.InRange(difference, 0, 2.5); // JPEG's
    }

    [Fact]
    public void It_cuts_the_car_out_along_its_edge()
    {
        Directory.CreateDirectory(folder.At("samples"));
        File.Copy(RepositoryPaths.Find("samples/car.jpg"), folder.At("samples", "car.jpg"));

        var words = Command.Split(' ')[1..];
        Assert.Empty(CutlineProgram.End(CutlineProgram.Start(words, folder: folder.Path)).Well().Complaints);

        using var cut = Photo.Load(folder.At("car.png"), new PhotoLoad { Format = PixelFormat.Rgba });
        using var truth = Scene.RenderMask();
        Assert.Equal((Width, Height), (cut.Width, cut.Height));
        var kept = cut.Pixels.ToArray().Chunk(4).Select(pixel => (byte)(pixel[3] >= 128 ? 1 : 0)).ToArray();
        var exact = truth.Pixels.ToArray().Select(value => (byte)(value >= 128 ? 1 : 0)).ToArray();
        Assert.True(ImageScore.Of(kept, exact).Dice > 0.98, $"Dice {ImageScore.Of(kept, exact).Dice}");
    }

    public void Dispose() => folder.Dispose();

    private static SyntheticScene Scene => SceneComposer.Compose(0, 124, 0, Width, Height);

    [GeneratedRegex(@"^(\./cutline [^#\n]*?)\s*(?:#.*)?$", RegexOptions.Multiline)]
    private static partial Regex First();
}
