using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Cutline.Web.Configuration;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Tests.Telemetry;

[Collection("alone")]
public sealed class TelemetryTests
{
    [Fact]
    public async Task Photos_are_counted_by_what_became_of_them_and_their_stages_are_traced()
    {
        var (counted, stages) = (new ConcurrentBag<string>(), new ConcurrentQueue<string>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == CutMetrics.Name) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add($"{instrument.Name} {tags[0].Value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => counted.Add(instrument.Name));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => counted.Add($"{instrument.Name} {value}"));
        listener.Start();
        using var traces = new ActivityListener
        {
            ShouldListenTo = s => s.Name == CutMetrics.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a => stages.Enqueue(a.OperationName),
        };
        ActivitySource.AddActivityListener(traces);
        await using (var service = await RunningService.StartAsync(cutter: ShippedModel.Instance))
        {
            await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
            await (await service.CutAsync(DrawnCar.Nothing)).RefusedAsync(422, "no-car");
            listener.RecordObservableInstruments();
        }

        Assert.Equal(
            [
                "cutline.cutting.duration", "cutline.jobs.length 0", "cutline.photos cut", "cutline.photos no-car",
                "cutline.queue.length 0", "cutline.waiting.duration",
            ],
            counted.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["decode", "predict", "cut", "encode", "photo", "decode", "predict", "cut", "photo"], stages);
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_the_collector()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        var posted = CollectAsync(collector, 2);
        var options = new ServeOptions { Collector = new Uri($"http://{collector.LocalEndpoint}") };
        await using (var service = await RunningService.StartAsync(options, ShippedModel.Instance))
            await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();

        Assert.Equal(
            ["POST /v1/metrics HTTP/1.1", "POST /v1/traces HTTP/1.1"],
            (await posted.WaitAsync(TimeSpan.FromSeconds(30))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Logs_are_json_and_hold_nothing_of_who_asked_or_what_was_sent()
    {
        var (errors, said) = (Console.Error, new StringWriter());
        Console.SetError(TextWriter.Synchronized(said));
        try
        {
            await using var service = await RunningService.StartAsync(new() { JsonLogs = true });
            using var form = RunningService.Form([DrawnCar.Jpeg], ("background", "#123456"));
            await (await service.Client.PostAsync("/api/cutouts?crop=7%25", form)).WellAsync();
            await (await service.Client.GetAsync("/somewhere/secret")).RefusedAsync(404, "not-found");
        }
        finally
        {
            Console.SetError(errors);
        }

        var lines = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Contains(lines, l => (string?)l["State"]?["Route"] == "/api/cutouts" && (int?)l["State"]?["Status"] == 200);
        Assert.Contains(lines, l => (string?)l["State"]?["Route"] == "none" && (int?)l["State"]?["Status"] == 404);
        foreach (var secret in (string[])["123456", "crop", "secret", "passwd", "127.0.0.1", "::1"])
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The first lines of so many requests, each answered with 200.</summary>
    private static async Task<IReadOnlyList<string>> CollectAsync(TcpListener listener, int requests)
    {
        var lines = new List<string>();
        while (lines.Count < requests)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var (block, text) = (new byte[1 << 16], "");
            while (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
                text += Encoding.Latin1.GetString(block, 0, await client.GetStream().ReadAsync(block));
            lines.Add(text.Split("\r\n")[0]);
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }

        return lines;
    }
}
