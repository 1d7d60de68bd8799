using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

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

    [Fact]
    public async Task Json_logs_are_json_from_the_first_line_to_the_last()
    {
        using var folder = new TemporaryFolder();
        var process = Start("0", folder.At("store"), "--json-logs");
        var first = await process.StandardOutput.ReadLineAsync() ?? "";
        Assert.StartsWith("http://localhost:", (string?)JsonNode.Parse(first)!["Message"], StringComparison.Ordinal);
        CutlineProgram.Signal(process, "TERM");
        var served = CutlineProgram.End(process);
        Assert.Equal(0, served.Code);
        var said = Messages(served.Errors);
        Assert.StartsWith("model ", said[0], StringComparison.Ordinal);
        Assert.Equal("stopping; accepted photos are finished first", said[^1]);

        Assert.Equal(
            ["cutline: --queue is 0: use 1 to 1024 photos"], Messages(CutlineProgram.Run("serve", "--queue", "0", "--json-logs").Errors));

        static string[] Messages(string lines) =>
            [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["Message"]!)];
    }

    [Fact]
    public void A_store_without_a_name_is_refused() =>
        CutlineProgram.Run("serve", "--store", "").Badly(2, "--store is empty: name a folder, or leave it out");

    private Process Start(string port, string store, params string[] more) =>
        CutlineProgram.Start(["serve", "--port", port, "--store", store, "--model", trained.Path, "--device", "cpu", .. more], cores: 1);
}
