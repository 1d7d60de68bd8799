namespace Cutline.Web.Jobs;

/// <summary>The record of a job that is written when it is accepted.</summary>
/// <param name="Version">The version of this format; other versions are not read.</param>
/// <param name="Accepted">When it was accepted; jobs run in this order.</param>
/// <param name="Photos">The number of photos.</param>
/// <param name="Options">The cut options as they were given, by name.</param>
internal sealed record JobRecord(int Version, DateTimeOffset Accepted, int Photos, IReadOnlyDictionary<string, string> Options)
{
    public const int Current = 1;
}
