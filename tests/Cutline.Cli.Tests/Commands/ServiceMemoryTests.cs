using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Tests;

namespace Cutline.Cli.Tests.Commands;

/// <summary>
/// The service in a control group of the manifests' size, sent the largest photos with the options that cost most, at a time.
/// </summary>
public sealed partial class ServiceMemoryTests
{
    /// <summary>59.9 megapixels, of 60.</summary>
    private const int Width = 9480, Height = 6320;

    [GroupFact]
    public async Task The_largest_mix_stays_within_the_limit_of_the_manifests()
    {
        using var folder = new TemporaryFolder();
        using var group = new MemoryGroup(Limit("deploy/kubernetes/cutline.yaml"));
        var photo = Vast();
        var process = group.Start("serve", "--port", "0", "--store", folder.At("store"));
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        using var client = new HttpClient
        {
            BaseAddress = new Uri(line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal)),
            Timeout = TimeSpan.FromMinutes(10),
        };
        string[] mix = ["format=webp", "format=webp", "background=studio&reflection=0.5&format=jpeg"];
        var answers = await Task.WhenAll(mix.Select(query => client.PostAsync($"/api/cutouts?{query}", new ByteArrayContent(photo))));
        foreach (var answer in answers)
            Assert.True(
                answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.False(process.HasExited);
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        CutlineProgram.Signal(process, "TERM");
        CutlineProgram.End(process).Well();
    }

    [Fact]
    public void All_manifests_have_the_same_limit() =>
        Assert.Equal(Limit("deploy/kubernetes/cutline.yaml"), Limit("deploy/compose.yaml"));

    /// <summary>The last limit of memory in a manifest, in bytes.</summary>
    private static long Limit(string manifest) =>
        long.Parse(
            Memory().Matches(File.ReadAllText(RepositoryPaths.Find(manifest)))[^1].Groups[1].Value, CultureInfo.InvariantCulture) << 30;

    private static byte[] Vast()
    {
        using var car = new SyntheticDataset(1, 360, 240).LoadPhoto(0);
        using var photo = car.Resize(Width, Height, Kernel.Bilinear);
        return photo.Encode(new(PhotoFormat.WebP));
    }

    [GeneratedRegex(@"(?:memory|mem_limit): (\d+)[Gg]")]
    private static partial Regex Memory();
}

/// <summary>A control group of memory, of version 1 or 2.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private static readonly string Root = Directory.Exists("/sys/fs/cgroup/memory") ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";

    private readonly string folder = Path.Combine(Root, $"cutline-test-{Environment.ProcessId}");

    public MemoryGroup(long bytes)
    {
        Directory.CreateDirectory(folder);
        var file = File.Exists(At("memory.max")) ? "memory.max" : "memory.limit_in_bytes";
        File.WriteAllText(At(file), bytes.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Why none can be made; null where one can.</summary>
    public static string? Unavailable()
    {
        try
        {
            using var group = new MemoryGroup(1L << 30);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no control group of memory can be made here: {e.Message}";
        }
    }

    /// <summary>Starts the program in the group.</summary>
    public Process Start(params string[] arguments)
    {
        var library = Path.Combine(CutlineProgram.Folder, "cutline.dll");
        string[] script = ["-c", "echo $$ > \"$0\" && exec \"$@\"", At("cgroup.procs"), "env", "DOTNET_PROCESSOR_COUNT=2"];
        return Process.Start(new ProcessStartInfo("sh", [.. script, CutlineProgram.Dotnet(), library, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // A killed process is still ending; an empty group costs nothing.
        }
    }

    private string At(string file) => Path.Combine(folder, file);
}

/// <summary>A test that needs a control group of memory, which root can make.</summary>
internal sealed class GroupFactAttribute : FactAttribute
{
    public GroupFactAttribute() => Skip = MemoryGroup.Unavailable();
}
