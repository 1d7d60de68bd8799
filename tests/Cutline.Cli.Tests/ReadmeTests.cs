using System.Diagnostics;
using System.Text.RegularExpressions;
using Cutline.Cli.Tests.Architecture;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Cli.Tests;

/// <summary>Every command of the README, run in its order in an empty folder with drawn photos.</summary>
public sealed partial class ReadmeTests : IDisposable
{
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
            var (code, output) = Run(command["./cutline ".Length..].Split(' '));
            Assert.True(code == 0, $"{command}\nexit code {code}\n{output}");
        }

        foreach (var made in (string[])["car.png", "car.jpg", "cars/1.webp", "runs/first/report.html", "runs/first/curves.png", "runs/first/samples.png", "masks/masks.csv", "first.pt"])
            Assert.True(File.Exists(Path.Combine(folder, made)), $"{made} was not made");
        Assert.Equal(8, File.ReadAllLines(Path.Combine(folder, "runs/first/metrics.jsonl")).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void DrawPhotos()
    {
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        using var data = new SyntheticDataset(4, width: 640, height: 428);
        for (var i = 0; i < 3; i++)
        {
            using var photo = data.LoadPhoto(i);
            photo.Save(Path.Combine(folder, i == 0 ? "photo.jpg" : $"photos/{i}.jpg"));
        }
    }

    private (int Code, string Output) Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>The program that the tests were built with.</summary>
    private static string Program() => typeof(CommandLine).Assembly.Location;

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
