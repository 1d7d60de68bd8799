using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Cutline.Imaging;
using Cutline.Listings.Storage;
using Cutline.Listings.Writing;
using Cutline.Web.Configuration;

namespace Cutline.Cli.Options;

/// <summary>
/// The options of <c>cutline serve</c>. Their descriptions use no type of Cutline.Web, so that other commands start without loading it.
/// </summary>
internal sealed class ServeOptionSet
{
    internal const string JsonLogs = "--json-logs";

    private const string KeyVariable = "CUTLINE_API_KEY";
    private const int BytesOfMegabyte = 1 << 20, PixelsOfMegapixel = 1_000_000;

    private readonly Option<int?> port = new Option<int?>("--port")
    {
        Description = "the port to listen on; 0 for any free one [5080]",
    }.Sets("Port");
    private readonly Option<string?> bind = new("--bind")
    {
        Description = "the address to listen on; 0.0.0.0 for all addresses of this machine [127.0.0.1: this machine only]",
    };
    private readonly Option<string[]> keys = new Option<string[]>("--api-key")
    {
        Description = "API keys; each request to the API needs one of them. Other users of this machine can see a command line, so prefer "
            + $"{KeyVariable}, keys separated by spaces",
        AllowMultipleArgumentsPerToken = true,
    }.Sets("ApiKeys");
    private readonly Option<bool> open = new("--open") { Description = "allow access without a key on a public address" };
    private readonly Option<string[]> hosts = new Option<string[]>("--host")
    {
        Description = "host names that requests may use, besides localhost and addresses", AllowMultipleArgumentsPerToken = true,
    }.Sets("HostNames");
    private readonly Option<string?> pathBase = new Option<string?>("--path-base")
    {
        Description = "the path under which a reverse proxy shows the service, such as /cutline [none; or by X-Forwarded-Prefix]",
    }.Sets("PathBase");
    private readonly Option<string[]> proxies = new Option<string[]>("--trusted-proxy")
    {
        Description = "addresses of the proxies whose X-Forwarded-Prefix and X-Forwarded-For are believed [this machine's]",
        AllowMultipleArgumentsPerToken = true,
    }.Sets("TrustedProxies");
    private readonly Option<string[]> cors = new Option<string[]>("--cors")
    {
        Description = "origins of other sites whose pages may use the API (CORS), such as https://example.com",
        AllowMultipleArgumentsPerToken = true,
    }.Sets("CorsOrigins");
    private readonly Option<int?> queue = new Option<int?>("--queue")
    {
        Description = "largest number of photos that are waiting or being cut; further requests are answered with 429 [16]",
    }.Sets("Queue");
    private readonly Option<int?> clientQueue = new Option<int?>("--client-queue")
    {
        Description = "largest number of photos of one client, from upload to answer; a client is an address, or a key where there are "
            + "several [half of --queue]",
    }.Sets("ClientQueue");
    private readonly Option<string?> memory = new Option<string?>("--memory")
    {
        Description = "the memory that the service may use, such as 2GiB; photos that need more than is free wait for it [three quarters "
            + "of the container's or the machine's]",
    }.Sets("MemoryBytes");
    private readonly Option<int?> connections = new Option<int?>("--max-connections")
    {
        Description = "largest number of connections, of which 16 are reserved for health checks [256]",
    }.Sets("Connections.Connections");
    private readonly Option<int?> clientConnections = new Option<int?>("--client-connections")
    {
        Description = "largest number of connections of one address that is no trusted proxy [64]", HelpName = "number",
    }.Sets("Connections.ClientConnections");
    private readonly Option<int?> minRate = new Option<int?>("--min-rate")
    {
        Description = "the lowest rate of uploads and answers in KiB a second, on average after 5 seconds; slower ones are ended [8]",
    }.Sets("Connections.MinRate");
    private readonly Option<int?> rate = new Option<int?>("--rate-limit")
    {
        Description = "requests per minute of one client to the API; 0 for no limit [no limit on this machine only, else 120]",
    }.Sets("RateLimit");
    private readonly Option<int?> megabytes =
        new Option<int?>("--max-megabytes") { Description = "the largest photo in MiB [32]" }.Sets("Limits.MaxBytes");
    private readonly Option<int?> megapixels =
        new Option<int?>("--max-megapixels") { Description = "the largest photo in millions of pixels [60]" }.Sets("Limits.MaxPixels");
    private readonly Option<string?> store = new Option<string?>("--store")
    {
        Description = "the folder for car facts, listings and batch jobs [cutline in XDG_DATA_HOME or ~/.local/share; a service with "
            + "--open and without keys then stores no listings]",
    }.Sets("Store");
    private readonly Option<string?> collector = new Option<string?>("--otlp")
    {
        Description = "send metrics and traces to this OpenTelemetry collector, by OTLP over HTTP, such as http://localhost:4318",
    }.Sets("Collector");
    private readonly Option<int?> listings =
        new Option<int?>("--max-listings") { Description = "largest number of stored listings [10000]" }.Sets("Listings");
    private readonly Option<string?> endpoint = new("--llm-endpoint")
    {
        Description = "the language model that writes texts: an endpoint of OpenAI's chat protocol, such as http://localhost:11434/v1; its "
            + "key only in CUTLINE_LLM_KEY [CUTLINE_LLM_ENDPOINT; without one, a template is used]",
    };
    private readonly Option<string?> writer = new("--llm-model")
    {
        Description = "the name of the language model, such as llama3 [CUTLINE_LLM_MODEL]",
    };
    private readonly Option<bool> json = new(JsonLogs)
    {
        Description = "write one JSON object per line: the log, and all else that goes to the error stream and the output",
    };

    internal ServeOptionSet(Command command)
    {
        Option[] all =
        [
            port, bind, keys, open, hosts, pathBase, proxies, cors, queue, clientQueue, memory, connections, clientConnections, minRate,
            rate, megabytes, megapixels, store, listings, endpoint, writer, collector, json,
        ];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>Reads the options that are given.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or a public address has no key and no <c>--open</c>.</exception>
    /// <exception cref="WritingException">Only one of the language model's endpoint and name is given.</exception>
    internal ServeOptions Read(ParseResult parsed)
    {
        var standard = new ServeOptions();
        var address = parsed.GetValue(bind) is { } text ? Address(text) : standard.Bind;
        var limits = new PhotoLimits
        {
            MaxBytes = parsed.GetValue(megabytes) is { } bytes ? (long)bytes * BytesOfMegabyte : standard.Limits.MaxBytes,
            MaxPixels = parsed.GetValue(megapixels) is { } pixels ? (long)pixels * PixelsOfMegapixel : standard.Limits.MaxPixels,
        };
        var fromEnvironment = Environment.GetEnvironmentVariable(KeyVariable) ?? "";
        return new ServeOptions
        {
            Port = parsed.GetValue(port) ?? standard.Port,
            Bind = address,
            ApiKeys = [.. parsed.GetValue(keys) ?? [], .. fromEnvironment.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Open = parsed.GetValue(open),
            HostNames = parsed.GetValue(hosts) ?? [],
            PathBase = (parsed.GetValue(pathBase) ?? "").TrimEnd('/'),
            TrustedProxies = parsed.GetValue(proxies) is { Length: > 0 } trusted ? [.. trusted.Select(Address)] : standard.TrustedProxies,
            CorsOrigins = parsed.GetValue(cors) ?? [],
            Queue = parsed.GetValue(queue) ?? standard.Queue,
            ClientQueue = parsed.GetValue(clientQueue) ?? 0,
            MemoryBytes = parsed.GetValue(memory) is { } size ? Bytes(size) : standard.MemoryBytes,
            Connections = new()
            {
                Connections = parsed.GetValue(connections) ?? standard.Connections.Connections,
                ClientConnections = parsed.GetValue(clientConnections) ?? standard.Connections.ClientConnections,
                MinRate = parsed.GetValue(minRate) is { } kib ? kib << 10 : standard.Connections.MinRate,
            },
            RateLimit = parsed.GetValue(rate),
            Limits = limits,
            Store = parsed.GetValue(store),
            Listings = new() { Listings = parsed.GetValue(listings) ?? StoreLimits.DefaultListings },
            LanguageModel = LanguageModel(parsed),
            Collector = parsed.GetValue(collector) is { } to ? Collector(to) : null,
            JsonLogs = parsed.GetValue(json),
        }.Validated();
    }

    private ModelWriterOptions? LanguageModel(ParseResult parsed)
    {
        var said = ModelWriterOptions.FromEnvironment();
        var named = said with
        {
            Endpoint = ModelWriterOptions.ParseEndpoint(parsed.GetValue(endpoint)) ?? said.Endpoint,
            Model = parsed.GetValue(writer) ?? said.Model,
        };
        return named.IsConfigured ? named : null;
    }

    private static Uri Collector(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw new ArgumentException($"'{text}' is not a collector's address: use one such as http://localhost:4318");

    /// <summary>Reads a size such as 2GiB, 2G or 1536MiB.</summary>
    private static long Bytes(string text)
    {
        var digits = text.TrimEnd("GMKTiBgmktib".ToCharArray());
        var unit = text[digits.Length..].ToUpperInvariant() switch
        {
            "G" or "GB" or "GIB" => 1L << 30,
            "M" or "MB" or "MIB" => 1L << 20,
            _ => 0L,
        };
        return unit > 0 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= 1 << 20
            ? (long)(number * unit)
            : throw new ArgumentException($"'{text}' is no size of memory: use one such as 2GiB or 1536MiB");
    }

    private static IPAddress Address(string text) => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address)
        ? address
        : throw new ArgumentException(
            $"'{text}' is not an address: use 127.0.0.1 for this machine only, 0.0.0.0 for all, or another address of this machine");
}
