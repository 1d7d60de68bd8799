namespace Cutline.Web.Problems;

/// <summary>The reason why a request is refused, as a problem of RFC 9457.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Kind">An identifier such as <c>queue-full</c>; the problem's type is <c>urn:cutline:queue-full</c>.</param>
/// <param name="Title">A short title of the kind.</param>
/// <param name="Detail">Cause and repair, in one line.</param>
internal sealed record Problem(int Status, string Kind, string Title, string Detail)
{
    /// <summary>When the client may try again; null where that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further members of the problem, by name.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    public string Type => $"urn:cutline:{Kind}";

    public static Problem BadOption(string detail) => new(400, "bad-option", "Invalid option", detail);

    public static Problem BadRequest(string detail) => new(400, "bad-request", "Bad request", detail);

    public static Problem BadListing(string detail) => new(400, "bad-listing", "Invalid listing", detail);

    /// <param name="detail">Cause and repair.</param>
    /// <param name="meant">The number that was probably meant; null where there is none.</param>
    public static Problem BadVin(string detail, string? meant) => new(400, "bad-vin", "Invalid vehicle identification number", detail)
    {
        More = meant is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["meant"] = meant },
    };

    public static Problem ApiKeyRequired { get; } =
        new(401, "no-key", "API key required", "send the key as the header 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'");

    public static Problem CrossSite { get; } = new(
        403, "cross-site", "Cross-site request blocked", "pages of other sites may not use this service: allow their origin with --cors");

    public static Problem StorageDisabled { get; } = new(
        403, "not-kept", "Storage disabled",
        "this service is open to everyone and stores no listings: start it with --store FOLDER, or with a key");

    public static Problem NoFacts { get; } = new(
        404, "no-facts", "No car facts imported",
        "run ./cutline facts import where the service runs, with the service's --store where it has one");

    public static Problem NotFound(string detail) => new(404, "not-found", "Not found", detail);

    public static Problem MethodNotAllowed(string method) => new(
        405, "method-not-allowed", "Method not allowed",
        $"{method} is not allowed at this address: the header Allow lists the methods that are");

    public static Problem UploadTimedOut { get; } = new(
        408, "too-slow", "Upload timed out", "send a smaller photo, or use a faster connection");

    public static Problem StorageLimitReached(string detail) => new(409, "too-many", "Storage limit reached", detail);

    public static Problem NotDone(string detail) => new(409, "not-done", "Job not finished", detail);

    public static Problem TooLarge(string detail) => new(413, "too-large", "Photo too large", detail);

    /// <param name="bytes">What the photo needs with its options.</param>
    /// <param name="most">What the service has for photos.</param>
    public static Problem NeedsMemory(long bytes, long most) => TooLarge(
        $"with these options it needs {bytes >> 20} MiB of memory, and the service has {most >> 20} MiB for photos: reduce it, or start "
        + "the service with more --memory");

    public static Problem TooLargeListing(string detail) => new(413, "too-large", "Listing too large", detail);

    public static Problem NoPhoto(string detail) => new(415, "no-photo", "Not a photo", detail);

    public static Problem HostNotAllowed { get; } = new(
        421, "wrong-host", "Host not allowed",
        "this service was not given that host name: use its address or localhost, or start it with --host NAME");

    public static Problem Undecodable(string detail) => new(422, "undecodable", "Photo cannot be decoded", detail);

    public static Problem NoPicture(string detail) => new(422, "no-picture", "Listing picture unavailable", detail);

    public static Problem UnsupportedClaims(string detail) => new(422, "unsupported", "Unsupported claims", detail);

    public static Problem NoCar(string detail) => new(422, "no-car", "No car found", detail);

    public static Problem TooManyTexts { get; } = new(
        429, "too-many-texts", "Too many texts in progress", "the service is writing as many texts as it can at a time: try again later")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public static Problem QueueFull(TimeSpan wait) =>
        new(429, "queue-full", "Queue full", "the queue of photos is full: send this one again later") { RetryAfter = wait };

    public static Problem ClientQueueFull(int most, TimeSpan wait) => new(
        429, "client-full", "Too many photos at a time",
        $"this client has {most} photos in hand, as many as one client may: fetch their results, and send this one again then")
    {
        RetryAfter = wait,
    };

    public static Problem TooManyRequests(TimeSpan wait) => new(
        429, "rate-limit", "Too many requests", "this client has reached its rate limit: wait before the next request")
    {
        RetryAfter = wait,
    };

    public static Problem TooManyJobs(TimeSpan wait) => new(
        429, "too-many-jobs", "Too many jobs",
        "the service has as many unfinished jobs as it keeps: send this one again later, or delete one")
    {
        RetryAfter = wait,
    };

    public static Problem TooManyClientJobs(TimeSpan wait) => new(
        429, "too-many-jobs", "Too many jobs",
        "this client has as many unfinished jobs as one client may: send this one again later, or delete one")
    {
        RetryAfter = wait,
    };

    public static Problem InternalError { get; } = new(
        500, "fault", "Internal error", "the service failed and logged the reason: try again, or tell the service's operator");

    public static Problem Damaged(string detail) => new(500, "damaged", "Stored data damaged", detail);

    public static Problem FactsUnusable { get; } = new(
        503, "facts-unusable", "Car facts cannot be read",
        "their file is damaged or of another version: run ./cutline facts import again where the service runs");

    public static Problem ExportUnavailable { get; } = new(
        503, "no-export", "Export unavailable",
        "the service lacks something that this export needs, such as the font of PDFs: its log says what to install, and other "
        + "exports still work");

    /// <param name="cause">Cause and repair.</param>
    public static Problem StoreUnusable(string cause) => new(503, "store-failed", "Storage failed", cause);

    public static Problem MemoryBusy(TimeSpan wait) => new(
        503, "memory-busy", "Memory in use", "the memory for this photo did not become free in time: send it again later")
    {
        RetryAfter = wait,
    };

    public static Problem TooManyConnections { get; } = new(
        503, "too-many-connections", "Too many connections", "the service has as many requests in hand as it can: try again later")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Problem Stopping { get; } = new(
        503, "stopping", "Service stopping", "the service accepts nothing new: try again when it is back")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };

    public static Problem DiskFullForListing { get; } =
        new(507, "no-room", "Disk full", "nothing was changed: delete listings that are not needed, or free some space");

    public static Problem DiskFull { get; } = new(
        507, "no-room", "Disk full",
        "there is no space for the job's photos: try again later, or send them one by one to /api/cutouts, which stores nothing")
    {
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>The problem for a request that the server refused itself, by the status that it chose.</summary>
    public static Problem OfStatus(int status, HttpRequest request) => status switch
    {
        404 => NotFound($"no page and no part of the API has this address: {request.PathBase}/openapi/v1.json lists them"),
        405 => MethodNotAllowed(request.Method),
        408 => UploadTimedOut,
        413 => TooLarge("it has more bytes than the service accepts: send a smaller one"),
        >= 500 => InternalError with { Status = status },
        _ => BadRequest("the request is malformed: send it as the API describes it") with { Status = status },
    };
}
