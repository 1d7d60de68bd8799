namespace Cutline.Web.Problems;

/// <summary>Why a request is refused, as RFC 9457 tells it: a kind that programs know, and a line for people with cause and repair.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Kind">Such as <c>queue-full</c>; the problem's type is <c>urn:cutline:queue-full</c>.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Detail">Cause and repair.</param>
internal sealed record Problem(int Status, string Kind, string Title, string Detail)
{
    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What else programs may use, by name.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    public string Type => $"urn:cutline:{Kind}";

    public static Problem BadOption(string detail) => new(400, "bad-option", "An option is wrong", detail);

    public static Problem BadRequest(string detail) => new(400, "bad-request", "The request is not understood", detail);

    public static Problem BadListing(string detail) => new(400, "bad-listing", "The listing cannot be used", detail);

    /// <param name="meant">The number that is likely meant; null where none is.</param>
    public static Problem BadVin(string detail, string? meant) =>
        new(400, "bad-vin", "This is no vehicle identification number", detail) { More = meant is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["meant"] = meant } };

    public static Problem NoKey { get; } = new(401, "no-key", "An API key is needed", "send the key as the header 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'");

    public static Problem CrossSite { get; } = new(403, "cross-site", "Another site's page asks", "pages of other sites may not use this service: allow their origin with --cors");

    public static Problem NotKept { get; } = new(403, "not-kept", "Nothing is kept here", "this service is open to everyone and keeps no listings: start it with --store FOLDER, or with a key");

    public static Problem NoFacts { get; } = new(404, "no-facts", "There are no car facts", "none were imported yet: run ./cutline facts import where the service runs, with the service's --store where it has one");

    public static Problem NotFound(string detail) => new(404, "not-found", "There is nothing here", detail);

    public static Problem NotAllowed(string method) => new(405, "method-not-allowed", "Not by this method", $"{method} is not for this address: the header Allow lists what is");

    public static Problem TooSlow { get; } = new(408, "too-slow", "The upload took too long", "send a smaller photo, or use a faster connection");

    public static Problem TooMany(string detail) => new(409, "too-many", "As many as are kept are there", detail);

    public static Problem NotDone(string detail) => new(409, "not-done", "The job is not done", detail);

    public static Problem TooLarge(string detail) => new(413, "too-large", "The photo is too large", detail);

    public static Problem TooLargeListing(string detail) => new(413, "too-large", "The listing is too large", detail);

    public static Problem NoPhoto(string detail) => new(415, "no-photo", "There is no photo", detail);

    public static Problem WrongHost { get; } = new(421, "wrong-host", "Not by this name", "this service does not go by that host name: use its address or localhost, or start it with --host NAME");

    public static Problem Undecodable(string detail) => new(422, "undecodable", "The photo cannot be read", detail);

    public static Problem NoPicture(string detail) => new(422, "no-picture", "A picture of the listing cannot be used", detail);

    public static Problem Unsupported(string detail) => new(422, "unsupported", "The text says more than is known", detail);

    public static Problem NoCar(string detail) => new(422, "no-car", "There is no car to see", detail);

    public static Problem TooManyTexts { get; } = new(429, "too-many-texts", "Too many texts are being written", "as many texts as the service writes at a time are under way: ask again later") { RetryAfter = TimeSpan.FromSeconds(10) };

    public static Problem QueueFull(TimeSpan wait) => new(429, "queue-full", "Too much is waiting", "as many photos as the service takes are waiting: send this one again later") { RetryAfter = wait };

    public static Problem TooManyRequests(TimeSpan wait) => new(429, "rate-limit", "Too many requests", "this client sends more than its share: wait before the next one") { RetryAfter = wait };

    public static Problem TooManyJobs(TimeSpan wait) => new(429, "too-many-jobs", "Too many jobs", "as many jobs as the service keeps are under way: send this one again later, or delete one") { RetryAfter = wait };

    public static Problem Fault { get; } = new(500, "fault", "The service failed", "this is the service's fault, and its log says more: try again, or tell whoever runs it");

    public static Problem Damaged(string detail) => new(500, "damaged", "What is stored is damaged", detail);

    public static Problem FactsUnusable { get; } = new(503, "facts-unusable", "The car facts cannot be read", "their file is damaged or of another version: run ./cutline facts import again where the service runs");

    public static Problem NoExport { get; } = new(503, "no-export", "The listing cannot be exported", "the service lacks what this needs, such as the font of PDFs: its log says what to install, and other kinds of export still work");

    public static Problem StoreFailed { get; } = new(503, "store-failed", "The store cannot be used", "its folder cannot be written or read: see that the service may, the log says more, then try again");

    public static Problem Stopping { get; } = new(503, "stopping", "The service is stopping", "it takes nothing new: try again when it is back") { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Problem NoRoomForListing { get; } = new(507, "no-room", "The disk is full", "nothing was changed: delete listings that are not needed, or make room");

    public static Problem NoRoom { get; } = new(507, "no-room", "The disk is full", "there is no room to keep the job's photos: try again later, or send them one by one to /api/cutouts, which keeps nothing") { RetryAfter = TimeSpan.FromMinutes(1) };

    /// <summary>What the server itself refuses, by the status that it chose.</summary>
    public static Problem OfStatus(int status, HttpRequest request) => status switch
    {
        404 => NotFound("no page and no part of the API has this address: /openapi/v1.json lists them"),
        405 => NotAllowed(request.Method),
        408 => TooSlow,
        413 => TooLarge("it has more bytes than the service takes: send a smaller one"),
        >= 500 => Fault with { Status = status },
        _ => BadRequest("the request is malformed: send it again as the API describes it") with { Status = status },
    };
}
