using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Cutline.Imaging;
using Cutline.Listings.Storage;
using Cutline.Listings.Writing;
using Cutline.Web;

namespace Cutline.Cli;

/// <summary>The options of <c>cutline serve</c>. Their descriptions name no type of the web's, so that other commands start without it.</summary>
internal sealed class ServeOptionSet
{
    private const string KeyVariable = "CUTLINE_API_KEY";
    private const int BytesOfMegabyte = 1 << 20, PixelsOfMegapixel = 1_000_000;

    private readonly Option<int?> port = new("--port") { Description = "the port to listen on; 0 for any free one [5080]" };
    private readonly Option<string?> bind = new("--bind") { Description = "the address to listen on; 0.0.0.0 for all of this machine's [127.0.0.1: this machine alone]" };
    private readonly Option<string[]> keys = new("--api-key") { Description = $"keys, one of which must come with each request to the API; better given in {KeyVariable}, with spaces between them, where other users do not see it", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> open = new("--open") { Description = "let everyone in who reaches a public address, without a key" };
    private readonly Option<string[]> hosts = new("--host") { Description = "names by which browsers may call the service, beside localhost and addresses", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> cors = new("--cors") { Description = "origins of other sites whose pages may use the API, such as https://example.com", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> queue = new("--queue") { Description = "photos that are uploaded, wait or are cut at a time; beyond them the answer is 429 [16]" };
    private readonly Option<int?> rate = new("--rate-limit") { Description = "requests a minute that one client may send to the API; 0 for any number [any on this machine alone, else 120]" };
    private readonly Option<int?> megabytes = new("--max-megabytes") { Description = "the largest photo in MiB [32]" };
    private readonly Option<int?> megapixels = new("--max-megapixels") { Description = "the largest photo in millions of pixels [60]" };
    private readonly Option<string?> store = new("--store") { Description = "the folder of what outlives the service: car facts, listings, batch jobs [cutline in XDG_DATA_HOME or ~/.local/share, where --open alone keeps no listings]" };
    private readonly Option<string?> collector = new("--otlp") { Description = "send metrics and traces to this OpenTelemetry collector, by OTLP over HTTP: http://localhost:4318, say" };
    private readonly Option<int?> listings = new("--max-listings") { Description = "listings that are kept [10000]" };
    private readonly Option<string?> endpoint = new("--llm-endpoint") { Description = "the language model that writes texts, by any endpoint of OpenAI's chat protocol: http://localhost:11434/v1, say; a key only in CUTLINE_LLM_KEY [CUTLINE_LLM_ENDPOINT; else a template writes]" };
    private readonly Option<string?> writer = new("--llm-model") { Description = "the model's name there, such as llama3 [CUTLINE_LLM_MODEL]" };
    private readonly Option<bool> json = new("--json-logs") { Description = "log one JSON object a line" };

    internal ServeOptionSet(Command command)
    {
        foreach (var option in (Option[])[port, bind, keys, open, hosts, cors, queue, rate, megabytes, megapixels, store, listings, endpoint, writer, collector, json]) command.Options.Add(option);
    }

    /// <exception cref="ArgumentException">A value is out of range, or the service would be open by accident.</exception>
    /// <exception cref="WritingException">The language model is named by halves.</exception>
    internal ServeOptions Read(ParseResult parsed)
    {
        var standard = new ServeOptions();
        var address = parsed.GetValue(bind) is { } text ? Address(text) : standard.Bind;
        var limits = new PhotoLimits
        {
            MaxBytes = parsed.GetValue(megabytes) is { } bytes ? (long)bytes * BytesOfMegabyte : standard.Limits.MaxBytes,
            MaxPixels = parsed.GetValue(megapixels) is { } pixels ? (long)pixels * PixelsOfMegapixel : standard.Limits.MaxPixels,
        };
        return new ServeOptions
        {
            Port = parsed.GetValue(port) ?? standard.Port,
            Bind = address,
            ApiKeys = [.. parsed.GetValue(keys) ?? [], .. (Environment.GetEnvironmentVariable(KeyVariable) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Open = parsed.GetValue(open),
            HostNames = parsed.GetValue(hosts) ?? [],
            CorsOrigins = parsed.GetValue(cors) ?? [],
            Queue = parsed.GetValue(queue) ?? standard.Queue,
            RateLimit = parsed.GetValue(rate),
            Limits = limits,
            Store = parsed.GetValue(store),
            Listings = new() { Listings = parsed.GetValue(listings) ?? StoreLimits.StandardListings },
            LanguageModel = LanguageModel(parsed),
            Collector = parsed.GetValue(collector) is { } to ? Collector(to) : null,
            JsonLogs = parsed.GetValue(json),
        }.Validated();
    }

    private ModelWriterOptions? LanguageModel(ParseResult parsed)
    {
        var said = ModelWriterOptions.FromEnvironment();
        var named = said with { Endpoint = ModelWriterOptions.Address(parsed.GetValue(endpoint)) ?? said.Endpoint, Model = parsed.GetValue(writer) ?? said.Model };
        return named.IsGiven ? named : null;
    }

    private static Uri Collector(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw new ArgumentException($"'{text}' is no collector: write an address such as http://localhost:4318");

    private static IPAddress Address(string text) => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address)
        ? address
        : throw new ArgumentException($"'{text}' is no address: use 127.0.0.1 for this machine alone, 0.0.0.0 for all, or one of this machine's own");
}
