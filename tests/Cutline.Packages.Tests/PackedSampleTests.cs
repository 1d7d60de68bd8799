using System.Diagnostics;
using System.Text.Json;

namespace Cutline.Packages.Tests;

/// <summary>The packages as a stranger uses them: packed, and referenced by a project outside this repository.</summary>
public sealed class PackedSampleTests : IDisposable
{
    /// <summary>Of its own in each test: a package of a known version is taken from NuGet's cache, whatever its content.</summary>
    private readonly string version = $"99.0.0-test{Guid.NewGuid():N}";

    private readonly TemporaryFolder folder = new();

    private static string[] Names => ["Imaging", "Segmentation", "Training", "Studio", "Listings"];

    private static string Root => Path.GetDirectoryName(RepositoryPaths.Find("Cutline.slnx"))!;

    [Fact]
    public void A_program_of_forty_lines_trains_its_own_model_loss_and_data_into_a_full_run()
    {
        Assert.InRange(
            File.ReadAllLines(Path.Combine(Root, "samples", "OwnModel", "Program.cs")).Count(line => line.Trim().Length > 0), 1, 40);
        Pack();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "samples", "OwnModel"), "*.cs*"))
            File.Copy(file, folder.At("own", Path.GetFileName(file)));
        File.WriteAllText(folder.At("own", "Directory.Build.props"), "<Project />");
        File.WriteAllText(folder.At("own", "nuget.config"),
            $"""<configuration><packageSources><add key="cutline" value="{folder.At("packages")}" /></packageSources></configuration>""");

        var first = Dotnet(folder.At("own"), "run", "-c", "Release");
        Assert.Contains("all epochs are done", first, StringComparison.Ordinal);
        Assert.Single(
            Directory.EnumerateFiles(folder.At("own", "bin"), "mobilenet_v2_imagenet.safetensors", SearchOption.AllDirectories),
            file => file.EndsWith(Path.Combine("models", "encoders", Path.GetFileName(file)), StringComparison.Ordinal));
        var run = folder.At("own", "runs", "mine");
        string[] files =
            ["options.json", "environment.json", "split.json", "best.onnx", "best.safetensors", "last.safetensors", "report.html"];
        foreach (var file in files) Assert.True(File.Exists(Path.Combine(run, file)), $"{file} is missing:\n{first}");
        var last = JsonDocument.Parse(File.ReadLines(Path.Combine(run, "metrics.jsonl")).Last()).RootElement;
        Assert.InRange(last.GetProperty("val_dice").GetDouble(), 0.9, 1);
        Assert.InRange(last.GetProperty("val_metrics").GetProperty("area").GetDouble(), 0.05, 0.2);
        Assert.Contains(
            "all epochs are done",
            Dotnet(folder.At("own"), "run", "-c", "Release", "--no-build", "--", "--resume"),
            StringComparison.Ordinal);

        var cutline = RepositoryPaths.TryFind(Path.Combine("artifacts", "bin", "Cutline.Cli", "release", "cutline.dll"));
        if (cutline is null) return; // a build of this project alone
        Assert.Contains("mine", Dotnet(folder.Path, cutline, "runs", folder.At("own", "runs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_have_readme_licence_documentation_and_symbols()
    {
        Pack();
        foreach (var name in Names)
        {
            var package = Directory.EnumerateFiles(folder.At("packages"), $"Cutline.{name}.*.nupkg").Single();
            using var zip = System.IO.Compression.ZipFile.OpenRead(package);
            var entries = zip.Entries.Select(e => e.FullName).ToHashSet();
            string[] needed = ["README.md", "THIRD-PARTY-NOTICES.md", $"lib/net10.0/Cutline.{name}.dll", $"lib/net10.0/Cutline.{name}.xml"];
            Assert.Superset(needed.ToHashSet(), entries);
            using var nuspec = new StreamReader(zip.GetEntry($"Cutline.{name}.nuspec")!.Open());
            Assert.Contains("<license type=\"expression\">MIT</license>", nuspec.ReadToEnd(), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.ChangeExtension(package, ".snupkg")), $"{name} has no symbols");
        }
    }

    public void Dispose()
    {
        folder.Dispose();
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var name in Names)
            if (Path.Combine(cache, $"cutline.{name}".ToLowerInvariant(), version) is var left && Directory.Exists(left))
                Directory.Delete(left, recursive: true);
    }

    private void Pack()
    {
        Directory.CreateDirectory(folder.At("packages"));
        Directory.CreateDirectory(folder.At("own"));
        foreach (var name in Names)
            Dotnet(
                Root,
                "pack",
                Path.Combine("src", $"Cutline.{name}"),
                "-c",
                "Release",
                "--no-build",
                "-o",
                folder.At("packages"),
                $"-p:MinVerVersionOverride={version}");
    }

    private static string Dotnet(string at, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", arguments)
        {
            WorkingDirectory = at, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var inherited = start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.Ordinal)).ToArray();
        foreach (var name in inherited) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        return output;
    }
}
