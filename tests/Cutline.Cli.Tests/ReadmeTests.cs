using System.Text.RegularExpressions;
using Cutline.Cli.Tests.Architecture;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Cli.Tests;

/// <summary>Every command of the README, run in its order in an empty folder with drawn photos.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private static readonly string[] Made =
    [
        "car.png", "car.jpg", "ad.jpg", "web.jpg", "cars/1.webp", "runs/first/report.html", "runs/first/curves.png",
        "runs/first/samples.png",
        "runs/first/best.onnx", "first.onnx", "masks/masks.csv",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("cutline-readme-").FullName;

    [Fact]
    public void Every_command_works()
    {
        DrawPhotos();
        var commands = Blocks().Matches(Repository.Text("README.md"))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.StartsWith("./cutline ", StringComparison.Ordinal))
            .ToArray();

        Assert.True(commands.Length >= 8, $"the README has only {commands.Length} commands");
        foreach (var command in commands)
        {
            var words = Drawn().Replace(command, "synthetic:48").Split(' ')[1..]; // on fewer photos, which take less time
            var finished = CutlineProgram.End(CutlineProgram.Start(words, folder: folder));
            Assert.True(finished.Code == 0, $"{command}\nexit code {finished.Code}\n{finished.Out}{finished.Errors}");
        }

        Assert.All(Made, made => Assert.True(File.Exists(Path.Combine(folder, made)), $"{made} was not made"));
        Assert.Equal(8, File.ReadAllLines(Path.Combine(folder, "runs/first/metrics.jsonl")).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void DrawPhotos()
    {
        Directory.CreateDirectory(Path.Combine(folder, "samples"));
        File.Copy(RepositoryPaths.Find("samples/car.jpg"), Path.Combine(folder, "samples", "car.jpg"));
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        using var data = new SyntheticDataset(4, width: 640, height: 428);
        for (var i = 0; i < 3; i++)
        {
            using var photo = data.LoadPhoto(i);
            photo.Save(Path.Combine(folder, i == 0 ? "photo.jpg" : $"photos/{i}.jpg"));
        }
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("synthetic:[0-9]+")]
    private static partial Regex Drawn();
}
