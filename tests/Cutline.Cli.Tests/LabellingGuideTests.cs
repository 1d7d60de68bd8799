using System.Diagnostics;
using System.Text.RegularExpressions;
using Cutline.Cli.Tests.Architecture;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Tests;

/// <summary>docs/labelling.md: every command, run in its order on drawn cars, from photos to a model that serves.</summary>
public sealed partial class LabellingGuideTests : IDisposable
{
    private const int Photos = 8;

    private readonly TemporaryFolder folder = new();

    public LabellingGuideTests()
    {
        foreach (var model in (string[])["models/car.onnx", "models/car.safetensors"])
        {
            Directory.CreateDirectory(folder.At("models"));
            File.Copy(RepositoryPaths.Find(model), folder.At(model));
        }

        Directory.CreateDirectory(folder.At("photos"));
        using var data = new SyntheticDataset(16 * (Photos + 1), width: 640, height: 428);
        for (var i = 0; i <= Photos; i++)
        {
            using var photo = data.LoadPhoto(16 * i); // each of another car
            photo.Save(folder.At(i == 0 ? "photo.jpg" : $"photos/car{i}.jpg"));
        }
    }

    [Fact]
    public void Every_command_works()
    {
        var commands = Blocks().Matches(Repository.Text("docs/labelling.md"))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => line.StartsWith("./cutline ", StringComparison.Ordinal))
            .Where(line => !line.Contains("other.onnx", StringComparison.Ordinal)) // which is not at hand
            .ToArray();
        Assert.Equal(["label", "label", "train", "evaluate", "cut", "serve"], commands.Select(c => c.Split(' ')[1]));

        foreach (var command in commands)
        {
            var words = command.Split(' ')[1..];
            if (words is ["serve", ..] or ["label", "--review", ..]) Serve([.. words, "--port", "0"]);
            else CutlineProgram.End(Start([.. words, .. words[0] == "train" ? Quick : []])).Well();
        }

        var rows = File.ReadAllLines(folder.At("labelled", "labels.csv"));
        Assert.Equal(Photos + 1, rows.Length);
        Assert.Equal("photo,car,agreement,unsure,kept,reason,sha256", rows[0]);
        using var labelled = DatasetLocator.Open(folder.At("labelled"));
        Assert.InRange(labelled.Samples.Count, Photos - 2, Photos); // the teacher knows drawn cars, too
        Assert.True(File.Exists(folder.At("labelled", "sheets", "labels-001.jpg")));
        Assert.True(File.Exists(folder.At("figures", "worst.png")));
        Assert.True(File.Exists(folder.At("car.png")));
        using var own = Predictor.Load(folder.At("runs", "own"));
        Assert.Equal(1, own.Classes);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Options given again win, and take less time.</summary>
    private static string[] Quick => ["--size", "192x128"];

    private Process Start(string[] words) => CutlineProgram.Start(words, folder: folder.Path, variables: $"XDG_DATA_HOME={folder.Path}");

    /// <summary>Starts a command that serves, asks for its page, and interrupts it.</summary>
    private void Serve(string[] words)
    {
        var process = Start(words);
        var line = process.StandardOutput.ReadLine() ?? "";
        using (var client = new HttpClient())
        {
            var address = line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
            Assert.Contains("<title>", client.GetStringAsync(new Uri(address)).GetAwaiter().GetResult(), StringComparison.Ordinal);
        }

        CutlineProgram.Signal(process, "INT");
        CutlineProgram.End(process).Well();
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
