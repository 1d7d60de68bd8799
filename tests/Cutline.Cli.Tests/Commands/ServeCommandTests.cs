using System.Diagnostics;
using System.Net;

namespace Cutline.Cli.Tests.Commands;

/// <summary>The real program as a service. What it answers is tested beside it, in its own room.</summary>
[Collection("program")]
public sealed class ServeCommandTests(TrainedRun trained)
{
    [Fact]
    public async Task It_serves_until_it_is_interrupted_and_a_second_one_finds_the_port_taken()
    {
        using var folder = new TemporaryFolder();
        var process = Start("0", Path.Combine(folder.Path, "first"));
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        Assert.Matches("^http://localhost:[0-9]+/ · studio and API · for this machine only · Ctrl[+]C stops it$", line);
        using var client = new HttpClient
        {
            BaseAddress = new Uri(line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal)),
        };
        using var answer = await client.PostAsync(
            "/api/cutouts", new ByteArrayContent(await File.ReadAllBytesAsync(trained.Discs.Photo(0))));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        CutlineProgram.End(Start($"{client.BaseAddress.Port}", Path.Combine(folder.Path, "second")))
            .Badly(1, $"port {client.BaseAddress.Port} is taken: choose another with --port");

        CutlineProgram.Signal(process, "INT");
        Assert.Equal(0, CutlineProgram.End(process).Code);
    }

    private Process Start(string port, string store) =>
        CutlineProgram.Start(["serve", "--port", port, "--store", store, "--model", trained.Path, "--device", "cpu"], cores: 1);
}
