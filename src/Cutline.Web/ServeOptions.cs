using System.Net;
using Cutline.Imaging;
using Cutline.Listings.Storage;
using Cutline.Listings.Writing;
using Cutline.Web.Jobs;

namespace Cutline.Web;

/// <summary>How the service listens and what it allows.</summary>
public sealed record ServeOptions
{
    public const int DefaultPort = 5080, DefaultQueue = 16, ShortestKey = 16;

    /// <summary>Requests a minute that one client may send to a public address where nothing else is said.</summary>
    public const int PublicRateLimit = 120;

    /// <summary>The address to listen on; loopback is this machine alone.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>One of these must come with each request to the API; none where there are none.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Listens on a public address without a key.</summary>
    public bool Open { get; init; }

    /// <summary>Names, beside addresses and localhost, by which browsers may call the service.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Origins of other sites whose pages may use the API.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Photos that are uploaded, wait or are cut at a time.</summary>
    public int Queue { get; init; } = DefaultQueue;

    /// <summary>Photos that are decoded, cut and encoded at a time; the model sees them one by one.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Requests a minute that one client may send to the API; 0 for any number; null for any on loopback and <see cref="PublicRateLimit"/> elsewhere.</summary>
    public int? RateLimit { get; init; }

    /// <summary>What is refused before it is decoded.</summary>
    public PhotoLimits Limits { get; init; } = new() { MaxBytes = 32L << 20, MaxPixels = 60_000_000 };

    /// <summary>The longest that one photo's upload may take.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(2);

    public JobLimits Jobs { get; init; } = new();

    /// <summary>The folder of what outlives the service; null for <c>cutline</c> below the user's data folder, where one that is open to everyone keeps no listings.</summary>
    public string? Store { get; init; }

    public StoreLimits Listings { get; init; } = new();

    /// <summary>Who writes texts; null for the template.</summary>
    public ModelWriterOptions? LanguageModel { get; init; }

    /// <summary>Texts that are written at a time.</summary>
    public int Texts { get; init; } = 4;

    /// <summary>Where an OpenTelemetry collector takes OTLP over HTTP, such as http://localhost:4318; null to send nothing.</summary>
    public Uri? Collector { get; init; }

    /// <summary>Logs one JSON object a line.</summary>
    public bool JsonLogs { get; init; }

    public bool IsPublic => !IPAddress.IsLoopback(Bind);

    internal bool KeepsListings => !IsPublic || ApiKeys.Count > 0 || Store is not null;

    internal int RequestsPerMinute => RateLimit ?? (IsPublic ? PublicRateLimit : 0);

    /// <exception cref="ArgumentException">A value is out of range, or the options leave the service open by accident; the message says what to use.</exception>
    public ServeOptions Validated()
    {
        Check(Port is >= 0 and <= 65535, $"port is {Port}: use 1 to 65535, or 0 for any free one");
        Check(Queue is >= 1 and <= 1024, $"queue is {Queue}: use 1 to 1024 photos");
        Check(Workers is >= 1 and <= 1024, $"workers is {Workers}: use 1 to 1024 photos at a time");
        Check(RateLimit is null or (>= 0 and <= 100_000), $"rate-limit is {RateLimit}: use 1 to 100000 requests a minute, or 0 for any number");
        Check(Limits.MaxBytes is >= 1 << 10 and <= 1 << 30, $"photos of {Limits.MaxBytes >> 20} MiB: use a limit of 1 to 1024");
        Check(Limits.MaxPixels is >= 1 and <= 500_000_000, $"photos of {Limits.MaxPixels / 1_000_000} megapixels: use a limit of 1 to 500");
        Check(ApiKeys.All(key => key.Length >= ShortestKey && !key.Any(c => char.IsWhiteSpace(c) || c > '~')),
            $"an API key is short or has spaces and can be guessed or mistyped: use {ShortestKey} or more plain characters, such as openssl rand -hex 24 makes");
        foreach (var origin in CorsOrigins)
            Check(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == origin,
                $"'{origin}' is no origin: write one such as https://example.com, without a path");
        foreach (var name in HostNames)
            Check(Uri.CheckHostName(name) != UriHostNameType.Unknown, $"'{name}' is no host name: write one such as cutline.example.com, without scheme and port");
        Check(Collector is null || Collector.Scheme is "http" or "https", $"'{Collector}' is no collector: write an address such as http://localhost:4318");
        Check(!IsPublic || Open || ApiKeys.Count > 0,
            $"{Bind} can be reached from other machines: demand a key with --api-key or CUTLINE_API_KEY, or say --open to let everyone in");
        Check(Texts is >= 1 and <= 1024, $"{Texts} texts at a time: use 1 to 1024");
        Jobs.Validate();
        Listings.Validated();
        LanguageModel?.Validated();
        return this;
    }

    private static void Check(bool fits, string message)
    {
        if (!fits) throw new ArgumentException(message);
    }
}
