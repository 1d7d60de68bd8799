using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Cutline.Web.Tests;

/// <summary>What the README tells programs to do, done as it stands there.</summary>
public sealed partial class ReadmeTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private const string Standard = "http://localhost:5080";

    private readonly string folder = Directory.CreateTempSubdirectory("cutline-readme-").FullName;

    [CurlFact]
    public async Task The_line_of_curl_writes_a_cut_out()
    {
        var line = Blocks("sh").Single(block => block.StartsWith("curl", StringComparison.Ordinal));
        await RunAsync("bash", ["-ec", Addressed(line)]);
        Assert.Equal([0xFF, 0xD8, 0xFF], File.ReadAllBytes(Path.Combine(folder, "car.jpg"))[..3]);
    }

    [Fact]
    public async Task The_client_in_csharp_has_three_lines_and_writes_a_cut_out()
    {
        var client = Assert.Single(Blocks("csharp"));
        Assert.Equal(3, client.Trim().Split('\n').Length);
        await File.WriteAllTextAsync(Path.Combine(folder, "client.cs"), Addressed(client));
        await RunAsync(
            Environment.ProcessPath!, ["run", "-p:PublishAot=false", "-p:NuGetAudit=false", "-p:UseSharedCompilation=false", "client.cs"]);
        Assert.Equal("WEBP"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder, "car.webp"))[8..12]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(File.ReadAllText(RepositoryPaths.Find("README.md"))).Where(m => m.Groups[1].Value == language).Select(
            m => m.Groups[2].Value);

    private string Addressed(string code)
    {
        Assert.Contains(Standard, code, StringComparison.Ordinal);
        return code.Replace(Standard, shared.Service.Service.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
    }

    private async Task RunAsync(string program, string[] arguments)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "photo.jpg"), DrawnCar.Jpeg);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // a build server that stays behind would hold the pipes that are read to their end
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(said));
    }

    [GeneratedRegex("^```([a-z]+)\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
