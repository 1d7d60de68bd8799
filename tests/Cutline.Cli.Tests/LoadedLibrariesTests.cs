using System.Diagnostics;
using System.Net;

namespace Cutline.Cli.Tests;

/// <summary>
/// What the program maps into its process: whatever cuts, predicts, measures or serves runs ONNX Runtime and no libtorch.
/// </summary>
[Collection("program")]
public sealed class LoadedLibrariesTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("cut PHOTO -o OUT.png --model RUN --background studio")]
    [InlineData("predict --input PHOTO --out OUT --model RUN --tta")]
    [InlineData("evaluate --data DISCS --model RUN --part val --native --out OUT")]
    public void Without_libtorch(string arguments)
    {
        string[] words =
        [
            .. arguments.Replace("PHOTO", trained.Discs.Photo(0), StringComparison.Ordinal)
                .Replace("OUT", folder.At("out"), StringComparison.Ordinal)
                .Replace("RUN", trained.Path, StringComparison.Ordinal).Replace("DISCS", trained.Discs.Root, StringComparison.Ordinal)
                .Split(' '),
        ];

        CutlineProgram.End(Start(words)).Well();

        AssertOnnxRuntimeAlone();
    }

    [Fact]
    public async Task A_service_that_has_cut_a_photo()
    {
        var process = Start("serve", "--port", "0", "--store", folder.At("store"), "--model", trained.Path);
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        using var client = new HttpClient
        {
            BaseAddress = new Uri(line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal)),
        };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        using var photo = new ByteArrayContent(await File.ReadAllBytesAsync(trained.Discs.Photo(0)));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/cutouts", photo)).StatusCode);
        CutlineProgram.Signal(process, "INT");
        CutlineProgram.End(process).Well();

        AssertOnnxRuntimeAlone();
    }

    /// <summary>The test can see libtorch where it is.</summary>
    [Fact]
    public void A_command_of_training_has_it()
    {
        CutlineProgram.End(Start("inspect", "model", "--base", "4")).Well();

        Assert.Contains("libtorch_cpu.so", Mapped());
        Assert.Contains(Mapped(), name => name.Contains("LibTorchSharp", StringComparison.Ordinal));
    }

    /// <summary>As built with -p:Libtorch=none.</summary>
    [Fact]
    public void A_build_without_libtorch_cuts_and_says_what_training_needs()
    {
        var program = Directory.CreateDirectory(folder.At("program")).FullName;
        foreach (var file in Directory.EnumerateFiles(CutlineProgram.Folder)
            .Where(f => !Path.GetFileName(f).StartsWith("libtorch", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));

        Run("cut", trained.Discs.Photo(0), "-o", folder.At("car.png"), "--model", trained.Path).Well();
        Run("train", "--data", trained.Discs.Root, "--out", folder.At("run"))
            .Badly(1, "libtorch is missing from this build: start the program with ./cutline");
        Run("inspect", "model", "--base", "4").Badly(1, "libtorch is missing from this build");

        Finished Run(params string[] arguments) => CutlineProgram.End(CutlineProgram.Start(arguments, cores: 1, program: program));
    }

    public void Dispose() => folder.Dispose();

    private Process Start(params string[] arguments) => CutlineProgram.Start(
        arguments, cores: 1, folder: null, program: null,
        $"DOTNET_STARTUP_HOOKS={typeof(StartupHook).Assembly.Location}", $"{StartupHook.Variable}={folder.At("maps")}");

    private void AssertOnnxRuntimeAlone()
    {
        Assert.Contains("libonnxruntime.so", Mapped());
        Assert.DoesNotContain(Mapped(), name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The names of the files in the process's maps, whose lines end with a path where there is one.</summary>
    private string[] Mapped() =>
        [.. File.ReadLines(folder.At("maps")).Where(l => l.Contains('/')).Select(l => Path.GetFileName(l[l.IndexOf('/')..])).Distinct()];
}
