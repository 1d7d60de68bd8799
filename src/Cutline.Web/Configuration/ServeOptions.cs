using System.Net;
using System.Text.RegularExpressions;
using Cutline.Imaging;
using Cutline.Listings.Storage;
using Cutline.Listings.Writing;

namespace Cutline.Web.Configuration;

/// <summary>The options of the service: address, access, limits, storage and telemetry.</summary>
public sealed partial record ServeOptions
{
    /// <summary>Default port, default queue length, and the shortest API key.</summary>
    public const int DefaultPort = 5080, DefaultQueue = 16, ShortestKey = 16;

    /// <summary>The smallest <see cref="MemoryBytes"/>.</summary>
    public const long SmallestMemory = 576L << 20;

    /// <summary>The default rate limit on a public address, in requests per minute of one client.</summary>
    public const int PublicRateLimit = 120;

    /// <summary>The address to listen on. Default loopback, which only this machine can reach.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The API keys, one of which each request to the API needs. Default none: no key is needed.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Allows access without a key on a public address.</summary>
    public bool Open { get; init; }

    /// <summary>Host names that requests may use, besides addresses and localhost.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>
    /// The path under which a reverse proxy shows the service, such as <c>/cutline</c>; empty, the default, for none. Requests may come
    /// with it or without.
    /// </summary>
    public string PathBase { get; init; } = "";

    /// <summary>
    /// The proxies whose header <c>X-Forwarded-Prefix</c> is believed, which says that path for a request. Default this machine's.
    /// </summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Origins of other sites whose pages may use the API (CORS).</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Largest number of photos that are waiting or being cut.</summary>
    public int Queue { get; init; } = DefaultQueue;

    /// <summary>
    /// Largest number of photos of one client that are being uploaded, waiting or being cut, or whose answer is being sent. Default half
    /// of <see cref="Queue"/>.
    /// </summary>
    public int ClientQueue
    {
        get => field != 0 ? field : Math.Max(1, Queue / 2);
        init;
    }

    /// <summary>
    /// The memory that the service may use, in bytes. Default three quarters of that of its control group (a container's) or of the
    /// machine.
    /// </summary>
    public long MemoryBytes { get; init; } = ProcessMemory.Available() / 4 * 3;

    /// <summary>The limits of connections, and how fast clients must send and receive.</summary>
    public ConnectionLimits Connections { get; init; } = new();

    /// <summary>Photos that are decoded, cut and encoded at a time; the model predicts one at a time. Default one per processor.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Requests per minute of one client to the API; 0 for no limit; null for no limit on loopback and
    /// <see cref="PublicRateLimit"/> elsewhere.
    /// </summary>
    public int? RateLimit { get; init; }

    /// <summary>The limits of a photo, checked before it is decoded. Default 32 MiB and 60 megapixels.</summary>
    public PhotoLimits Limits { get; init; } = new() { MaxBytes = 32L << 20, MaxPixels = 60_000_000 };

    /// <summary>The longest duration of one photo's upload.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a whole photo waits for its turn and for memory.</summary>
    public TimeSpan WaitTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest duration of sending one photo's answer.</summary>
    public TimeSpan SendTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The limits of batch jobs.</summary>
    public JobLimits Jobs { get; init; } = new();

    /// <summary>
    /// The folder for jobs, listings and facts; null for <c>cutline</c> in the user's data folder, in which case a service that is open to
    /// everyone stores no listings.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>The limits of stored listings.</summary>
    public StoreLimits Listings { get; init; } = new();

    /// <summary>The language model that writes texts; null for the template.</summary>
    public ModelWriterOptions? LanguageModel { get; init; }

    /// <summary>Largest number of texts that are written at a time.</summary>
    public int Texts { get; init; } = 4;

    /// <summary>
    /// The address of an OpenTelemetry collector that accepts OTLP over HTTP, such as http://localhost:4318; null to send nothing.
    /// </summary>
    public Uri? Collector { get; init; }

    /// <summary>Logs one JSON object per line.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>How long stopping waits for accepted photos: with what comes after it, it takes less than a minute.</summary>
    internal TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Whether other machines can reach the address.</summary>
    public bool IsPublic => !IPAddress.IsLoopback(Bind);

    /// <summary>Whether listings can be stored.</summary>
    internal bool StoresListings => !IsPublic || ApiKeys.Count > 0 || Store is not null;

    internal int RequestsPerMinute => RateLimit ?? (IsPublic ? PublicRateLimit : 0);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of range, or a public address has no key and is not <see cref="Open"/>; the message gives the repair.
    /// </exception>
    public ServeOptions Validated()
    {
        Check(Port is >= 0 and <= 65535, $"Port is {Port}: use 1 to 65535, or 0 for any free one");
        Check(Queue is >= 1 and <= 1024, $"Queue is {Queue}: use 1 to 1024 photos");
        Check(ClientQueue is >= 1 and <= 1024, $"ClientQueue is {ClientQueue}: use 1 to 1024 photos");
        Check(MemoryBytes is >= SmallestMemory and <= 1L << 50,
            $"MemoryBytes is {MemoryBytes >> 20} MiB: use {SmallestMemory >> 20} MiB or more, of which the program itself needs a part");
        Check(Workers is >= 1 and <= 1024, $"Workers is {Workers}: use 1 to 1024");
        Check(RateLimit is null or (>= 0 and <= 100_000),
            $"RateLimit is {RateLimit}: use 1 to 100000 requests per minute, or 0 for no limit");
        Check(Limits.MaxBytes is >= 1 << 10 and <= 1 << 30, $"Limits.MaxBytes is {Limits.MaxBytes >> 20} MiB: use 1 to 1024");
        Check(Limits.MaxPixels is >= 1 and <= 500_000_000,
            $"Limits.MaxPixels is {Limits.MaxPixels / 1_000_000} megapixels: use 1 to 500");
        Check(ApiKeys.All(key => key.Length >= ShortestKey && !key.Any(c => char.IsWhiteSpace(c) || c > '~')),
            $"ApiKeys has a key that is too short, or has spaces or special characters: use {ShortestKey} or more plain "
            + $"characters, such as the output of openssl rand -hex 24");
        foreach (var origin in CorsOrigins)
            Check(IsOrigin(origin), $"CorsOrigins has '{origin}', which is no origin: use one such as https://example.com, without a path");
        foreach (var name in HostNames)
            Check(Uri.CheckHostName(name) != UriHostNameType.Unknown,
                $"HostNames has '{name}', which is no host name: use one such as cutline.example.com, without scheme and port");
        Check(PathBase.Length == 0 || (IsPath(PathBase) && !PathBase.StartsWith("/api", StringComparison.Ordinal)),
            $"PathBase is '{PathBase}': use a path such as /cutline, without a slash at its end, which does not begin with /api");
        Check(Collector is null or { Scheme: "http" or "https" },
            $"Collector is '{Collector}': use an address such as http://localhost:4318");
        Check(!IsPublic || Open || ApiKeys.Count > 0,
            $"{Bind} can be reached from other machines: set a key with --api-key or CUTLINE_API_KEY, or allow everyone with --open");
        Check(Store is null || !string.IsNullOrWhiteSpace(Store), "Store is empty: name a folder, or leave it out");
        Check(UploadTime > TimeSpan.Zero, $"UploadTime is {UploadTime}: use a time above 0");
        Check(Texts is >= 1 and <= 1024, $"Texts is {Texts}: use 1 to 1024");
        Check(WaitTime > TimeSpan.Zero, $"WaitTime is {WaitTime}: use a time above 0");
        Check(SendTime > TimeSpan.Zero, $"SendTime is {SendTime}: use a time above 0");
        Connections.Validate();
        Jobs.Validate();
        Listings.Validated();
        LanguageModel?.Validated();
        return this;
    }

    /// <summary>Whether a text is a path such as <c>/cutline</c>: one that no browser takes for another host's address.</summary>
    internal static bool IsPath(string text) => ValidPath().IsMatch(text);

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\z")]
    private static partial Regex ValidPath();

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text;

    private static void Check(bool fits, string message)
    {
        if (!fits) throw new ArgumentException(message);
    }
}
