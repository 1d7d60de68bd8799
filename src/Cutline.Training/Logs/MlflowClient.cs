using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutline.Training.Logs;

/// <summary>
/// The few calls of MLflow's REST API that a training needs (docs/rest-api of MLflow, version 2.0 of the API). Whatever fails is an
/// <see cref="HttpRequestException"/> whose message is one line.
/// </summary>
/// <remarks>
/// Credentials are those of MLflow's own clients: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
/// </remarks>
internal sealed class MlflowClient : IDisposable
{
    private const string Api = "api/2.0/mlflow/", Artifacts = "api/2.0/mlflow-artifacts/artifacts/", ProxyScheme = "mlflow-artifacts";

    /// <summary>A model may be large and the way to the server narrow.</summary>
    private static readonly TimeSpan UploadTime = TimeSpan.FromMinutes(10);

    private readonly Uri server;
    private readonly TimeSpan timeout;
    private readonly HttpClient http = new() { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    internal MlflowClient(Uri server, TimeSpan timeout)
    {
        this.server = new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        this.timeout = timeout;
        http.DefaultRequestHeaders.Authorization = Credentials();
    }

    /// <summary>The id of the experiment of a name, which is made where there is none.</summary>
    internal string Experiment(string name)
    {
        using var found = Send(HttpMethod.Get, $"{Api}experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", null);
        if (found.StatusCode != HttpStatusCode.NotFound) return Text(Read(found), "experiment", "experiment_id");
        return Text(Post("experiments/create", new() { ["name"] = name }), "experiment_id");
    }

    /// <summary>Makes a run and returns its id and where its artifacts are to be.</summary>
    internal (string Id, string Artifacts) CreateRun(string experiment, string name)
    {
        var made = Post("runs/create", new()
        {
            ["experiment_id"] = experiment, ["run_name"] = name, ["start_time"] = Now,
            ["tags"] = new JsonArray(Pair("mlflow.source.name", "cutline"), Pair("mlflow.source.type", "LOCAL")),
        });
        return (Text(made, "run", "info", "run_id"), Text(made, "run", "info", "artifact_uri"));
    }

    /// <summary>Where the artifacts of a run that is there are to be.</summary>
    internal string ArtifactsOf(string run)
    {
        using var found = Send(HttpMethod.Get, $"{Api}runs/get?run_id={Uri.EscapeDataString(run)}", null);
        return Text(Read(found), "run", "info", "artifact_uri");
    }

    /// <summary>RUNNING, FINISHED, FAILED or KILLED.</summary>
    internal void Update(string run, string status)
    {
        var change = new JsonObject { ["run_id"] = run, ["status"] = status };
        if (status != "RUNNING") change["end_time"] = Now;
        Post("runs/update", change);
    }

    /// <summary>Adds parameters, tags or metrics, at most as many as a request may have.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="kind">params, tags or metrics.</param>
    /// <param name="items">Such as <see cref="Pair"/> and <see cref="Metric"/> make them.</param>
    internal void Log(string run, string kind, IEnumerable<JsonObject> items)
    {
        foreach (var batch in items.Chunk(100)) Post("runs/log-batch", new() { ["run_id"] = run, [kind] = new JsonArray([.. batch]) });
    }

    /// <summary>Stores a file of a run; false where the server keeps artifacts at a place that it does not hand on to.</summary>
    internal bool Upload(string artifacts, string file)
    {
        if (!Uri.TryCreate(artifacts, UriKind.Absolute, out var root)) return false;
        var name = Uri.EscapeDataString(Path.GetFileName(file));
        var url = root.Scheme switch
        {
            ProxyScheme when root.Host.Length > 0 => $"{server.Scheme}://{root.Authority}/{Artifacts}{root.AbsolutePath.Trim('/')}/{name}",
            ProxyScheme => $"{server}{Artifacts}{root.AbsolutePath.Trim('/')}/{name}",
            "http" or "https" => $"{artifacts.TrimEnd('/')}/{name}",
            _ => null,
        };
        if (url is null) return false;
        using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new("application/octet-stream");
        using var answer = Send(HttpMethod.Put, url, content, UploadTime);
        Check(answer);
        return true;
    }

    internal static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = value };

    internal static JsonObject Metric(string key, double value, int step) =>
        new() { ["key"] = key, ["value"] = value, ["timestamp"] = Now, ["step"] = step };

    public void Dispose() => http.Dispose();

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static AuthenticationHeaderValue? Credentials()
    {
        static string? Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        if (Of("MLFLOW_TRACKING_TOKEN") is { } token) return new("Bearer", token);
        return Of("MLFLOW_TRACKING_USERNAME") is { } user
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Of("MLFLOW_TRACKING_PASSWORD")}")))
            : null;
    }

    private JsonNode Post(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = Send(HttpMethod.Post, Api + path, content);
        return Read(answer);
    }

    private HttpResponseMessage Send(HttpMethod method, string path, HttpContent? content, TimeSpan? most = null)
    {
        using var limit = new CancellationTokenSource(most ?? timeout);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(server, path)) { Content = content };
            return http.Send(request, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new HttpRequestException(FormattableString.Invariant($"no answer within {(most ?? timeout).TotalSeconds} s"));
        }
    }

    private static JsonNode Read(HttpResponseMessage answer)
    {
        Check(answer);
        using var stream = answer.Content.ReadAsStream();
        try
        {
            return JsonNode.Parse(stream) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"the answer is no JSON: {e.Message}", e);
        }
    }

    private static void Check(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return;
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var text = reader.ReadToEnd().ReplaceLineEndings(" ");
        if (text.Length > 200) text = text[..200] + "…";
        throw new HttpRequestException($"{(int)answer.StatusCode} {answer.ReasonPhrase}: {text}");
    }

    private static string Text(JsonNode node, params string[] path) =>
        path.Aggregate((JsonNode?)node, (at, name) => (at as JsonObject)?[name]) is JsonValue value
            && value.TryGetValue<string>(out var text)
            ? text
            : throw new HttpRequestException($"the answer has no {string.Join('.', path)}: is this an MLflow server?");
}
