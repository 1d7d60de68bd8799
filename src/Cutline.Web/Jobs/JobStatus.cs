namespace Cutline.Web.Jobs;

/// <summary>The status of a job in the API.</summary>
/// <param name="Id">A random id; who knows it can see the job.</param>
/// <param name="State">The state of the job.</param>
/// <param name="Total">The number of photos.</param>
/// <param name="Done">The number of photos that are cut.</param>
/// <param name="Failed">The number of photos that failed.</param>
/// <param name="Photos">The photos in the order of the upload.</param>
/// <param name="Archive">The address of a ZIP with all cut-outs; null until the job is finished.</param>
/// <param name="Expires">When it is deleted; null until the job is finished.</param>
internal sealed record JobStatus(
    string Id, WorkState State, int Total, int Done, int Failed, IReadOnlyList<JobPhotoStatus> Photos, string? Archive,
    DateTimeOffset? Expires);

/// <summary>The status of a photo of a job.</summary>
/// <param name="Number">Its position in the upload, from 1.</param>
/// <param name="State">The state of the photo.</param>
/// <param name="Cutout">The address of the cut-out; null where there is none.</param>
/// <param name="About">The details of the cut-out; null where there is none.</param>
/// <param name="Problem">The type of the problem for which it failed; null where it did not.</param>
/// <param name="Detail">The detail of that problem: cause and repair.</param>
internal sealed record JobPhotoStatus(int Number, WorkState State, string? Cutout, CutOutDetails? About, string? Problem, string? Detail);
