namespace Cutline.Web.Jobs;

/// <summary>What is written of a job when it is accepted.</summary>
/// <param name="Version">Of this form; another is not read.</param>
/// <param name="Accepted">Jobs are done in this order.</param>
/// <param name="Photos">How many were sent.</param>
/// <param name="Options">As they were given, by name.</param>
internal sealed record JobRecord(int Version, DateTimeOffset Accepted, int Photos, IReadOnlyDictionary<string, string> Options)
{
    public const int Current = 1;
}
