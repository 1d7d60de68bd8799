using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Cli.Tests.Commands;

/// <summary>A folder of one's own with three classes, from photos to figures, by commands alone.</summary>
public sealed class ManyClassesTests : IDisposable
{
    private const int Side = 32;

    private readonly TemporaryFolder folder = new();

    public ManyClassesTests()
    {
        Directory.CreateDirectory(folder.At("data", "images"));
        Directory.CreateDirectory(folder.At("data", "masks"));
        File.WriteAllText(folder.At("data", "classes.json"), """{ "classes": ["ground", "red", "blue"] }""");
        for (var i = 0; i < 12; i++) Draw(i);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trains_evaluates_and_predicts_with_pictures_of_all_classes()
    {
        var training = Train("--loss", "ce", "--lr", "0.01", "--epochs", "12", "--augment", "street", "--sheets", "6").Well().Out;
        Assert.Matches(@"val IoU, pooled[\s\S]*ground +0\.\d{4}\s+red +0\.\d{4}\s+blue +0\.\d{4}", training);
        foreach (var made in (string[])["samples.png", "report.html", "best.safetensors", "sheets/epoch-0006.jpg", "sheets/epoch-0012.jpg"])
            Assert.True(File.Exists(folder.At("run", made)), $"{made} was not made");

        Assert.Contains(
            "best validation Dice, mean over classes, pooled", File.ReadAllText(folder.At("run", "report.html")), StringComparison.Ordinal);

        var figures = CutlineProgram.Run(
            "evaluate", "--model", folder.At("run"), "--data", folder.At("data"), "--part", "all", "--native", "--out",
            folder.At("figures"), "--json").Well().Json;
        Assert.Equal(3, (int)figures["classes"]!);
        Assert.True((double)figures["mean_iou_pooled"]! > 0.5, figures.ToJsonString());
        Assert.InRange((double)figures["native"]!["boundary_f1"]!, 0.3, 1);
        Assert.Equal(["ground", "red", "blue"], figures["native"]!["iou_pooled"]!.AsObject().Select(c => c.Key));
        foreach (var made in (string[])["evaluation.json", "samples.jpg", "confusion.png", "worst.jpg"])
            Assert.True(File.Exists(folder.At("figures", made)), $"{made} was not made");
        Assert.Equal(13, File.ReadAllLines(folder.At("figures", "images.csv")).Length);

        File.WriteAllText(folder.At("typing.json"), """{ "classes": ["ground", "rde", "blue"] }""");
        CutlineProgram.Run("evaluate", "--model", folder.At("run"), "--data", folder.At("data"), "--classes", folder.At("typing.json"))
            .Badly(2, "the model has no class 'rde', which the masks of", "did you mean red?");

        CutlineProgram.Run("predict", "--model", folder.At("run"), "--input", folder.At("data", "images"), "--out", folder.At("masks"))
            .Well();
        using var mask = Photo.LoadIndices(File.ReadAllBytes(Directory.GetFiles(folder.At("masks")).Order().First()));
        Assert.Equal((Side, Side), (mask.Width, mask.Height));
        Assert.All(mask.Pixels.ToArray(), index => Assert.InRange(index, 0, 2));

        CutlineProgram.Run(
            "predict", "--model", folder.At("run"), "--input", folder.At("data", "images"), "--out", folder.At("colours"), "--format",
            "colour").Well();
        using var coloured = Photo.Load(File.ReadAllBytes(Directory.GetFiles(folder.At("colours")).Order().First()));
        var colours = ClassSet.Numbered(3).Classes.Select(c => c.Colour).ToArray(); // classes.json names none, so they are VOC's
        Assert.Equal(
            mask.Pixels.ToArray().Select(index => colours[index]), coloured.Pixels.ToArray().Chunk(3).Select(p => (p[0], p[1], p[2])));
        CutlineProgram.Run(
            "predict", "--model", folder.At("run"), "--input", folder.At("data", "images"), "--out", folder.At("look"), "--format",
            "overlay", "--legend").Well();
        Assert.Equal(12, Directory.GetFiles(folder.At("look"), "*_overlay.jpg").Length);
        var inspected = CutlineProgram.Run("inspect", "model", "--model", folder.At("run")).Well();
        Assert.Contains("classes: ground, red, blue", inspected.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_together_is_said_before_training()
    {
        Train("--loss", "bce").Badly(2, "bce", "3 classes", "ce");
        Assert.False(Directory.Exists(folder.At("run")));
        CutlineProgram.Run("evaluate", "--data", folder.At("data")).Badly(2, "a foreground", "3 classes", "--classes");
        Train("--loss", "ce", "--sheets", "-1").Badly(2, "sheets is -1", "0 for none");
        Train("--loss", "ce", "--epochs", "1", "--classes", folder.At("data", "classes.json")).Well();
        CutlineProgram.Run("evaluate", "--model", folder.At("run"), "--data", "synthetic:4", "--part", "all")
            .Badly(2, "3 classes", "a foreground");
        CutlineProgram.Run("cut", "--model", folder.At("run"), folder.At("data", "images", "1.png"), "-o", folder.At("cut.png"))
            .Badly(2, "3 classes", "one object");
        File.WriteAllText(folder.At("other.json"), """{ "classes": ["ground", "blue", "red"] }""");
        CutlineProgram.Run("evaluate", "--model", folder.At("run"), "--data", folder.At("data"), "--classes", folder.At("other.json"))
            .Badly(2, "'red'", "'blue'", "order");
    }

    private Finished Train(params string[] more) => CutlineProgram.Run(
        ["train", "--data", folder.At("data"), "--out", folder.At("run"), "--size", "32", "--base", "4", "--depth", "2", "--batch", "4",
            "--test", "0.1", "--val", "0.2", .. more]);

    /// <summary>A red and a blue bar on grey ground, elsewhere in each photo.</summary>
    private void Draw(int number)
    {
        var (photo, mask) = (new byte[Side * Side * 3], new byte[Side * Side]);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            mask[i] = (byte)(Math.Abs(x - 6 - number) < 4 ? 1 : Math.Abs(y - 24 + number / 2) < 4 ? 2 : 0);
            byte[] colour = mask[i] switch { 1 => [220, 30, 30], 2 => [30, 30, 220], _ => [120, 120, 120] };
            colour.CopyTo(photo, 3 * i);
        }

        using var picture = Photo.FromPixels(photo, Side, Side, PixelFormat.Rgb);
        using var truth = Photo.FromPixels(mask, Side, Side, PixelFormat.Grey);
        picture.Save(folder.At("data", "images", $"{number}.png"));
        truth.Save(folder.At("data", "masks", $"{number}.png"));
    }
}
