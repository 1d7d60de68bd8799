using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Cutline.Training.Tests.Logs;

/// <summary>As much of an MLflow tracking server as a training uses, on this machine, with the answers of MLflow's REST API 2.0.</summary>
internal sealed class FakeMlflow : IDisposable
{
    private const string Api = "/api/2.0/mlflow/", Files = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly HttpListener listener = new();

    public FakeMlflow(int? port = null)
    {
        Port = port ?? FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public string Root { get; init; } = "mlflow-artifacts:/1";

    /// <summary>Is asked before each request; a number is the status of a refusal.</summary>
    public Func<string, int?> Refuse { get; set; } = _ => null;

    public ConcurrentDictionary<string, string> Experiments { get; } = [];

    public string Status { get; private set; } = "";

    public int Runs { get; private set; }

    public string Name { get; private set; } = "";

    public Dictionary<string, string> Parameters { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public List<(string Key, double Value, int Step)> Metrics { get; } = [];

    public Dictionary<string, byte[]> Artifacts { get; } = [];

    public List<string?> Authorizations { get; } = [];

    /// <summary>A port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var path = context.Request.Url!.AbsolutePath;
                Authorizations.Add(context.Request.Headers["Authorization"]);
                var (status, answer) = Refuse(path) is { } refused
                    ? (refused, new JsonObject { ["error_code"] = "INTERNAL_ERROR", ["message"] = "no room\nleft" })
                    : Answer(path, context.Request.QueryString, body.ToArray());
                context.Response.StatusCode = status;
                context.Response.Close(Encoding.UTF8.GetBytes(answer.ToJsonString()), true);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private (int, JsonObject) Answer(string path, System.Collections.Specialized.NameValueCollection query, byte[] body)
    {
        if (path.StartsWith(Files, StringComparison.Ordinal))
        {
            Artifacts[Uri.UnescapeDataString(path[Files.Length..])] = body;
            return (200, []);
        }

        var json = body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : [];
        switch (path[Api.Length..])
        {
            case "experiments/get-by-name":
                return Experiments.TryGetValue(query["experiment_name"]!, out var id)
                    ? (200, new() { ["experiment"] = new JsonObject { ["experiment_id"] = id } })
                    : (404, new() { ["error_code"] = "RESOURCE_DOES_NOT_EXIST" });
            case "experiments/create":
                Experiments[(string)json["name"]!] = "7";
                return (200, new() { ["experiment_id"] = "7" });
            case "runs/create":
                Assert.Equal("7", (string)json["experiment_id"]!);
                (Runs, Status, Name) = (Runs + 1, "RUNNING", (string)json["run_name"]!);
                return (200, Run());
            case "runs/get":
                return query["run_id"] == "abc" ? (200, Run()) : (404, []);
            case "runs/update":
                Status = (string)json["status"]!;
                return (200, []);
            case "runs/log-batch":
                foreach (var item in json["params"] as JsonArray ?? [])
                    if (!Parameters.TryAdd((string)item!["key"]!, (string)item["value"]!)) return (400, new() { ["message"] = "changed" });
                foreach (var item in json["tags"] as JsonArray ?? []) Tags[(string)item!["key"]!] = (string)item["value"]!;
                foreach (var item in json["metrics"] as JsonArray ?? [])
                    Metrics.Add(((string)item!["key"]!, (double)item["value"]!, (int)item["step"]!));
                return (200, []);
            default:
                return (404, new() { ["message"] = path });
        }
    }

    private JsonObject Run() => new()
    {
        ["run"] = new JsonObject { ["info"] = new JsonObject { ["run_id"] = "abc", ["artifact_uri"] = $"{Root}/abc/artifacts" } },
    };
}
