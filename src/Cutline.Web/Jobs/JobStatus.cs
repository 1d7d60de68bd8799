namespace Cutline.Web.Jobs;

/// <summary>A job as its API tells it.</summary>
/// <param name="Id">Made by the service; who knows it may see the job.</param>
/// <param name="Done">Photos that are cut.</param>
/// <param name="Failed">Photos that were refused.</param>
/// <param name="Archive">Where all cut-outs are as one ZIP; null until the job is done.</param>
/// <param name="Expires">When it is deleted; null until the job is done.</param>
internal sealed record JobStatus(string Id, WorkState State, int Total, int Done, int Failed, IReadOnlyList<JobPhotoStatus> Photos, string? Archive, DateTimeOffset? Expires);

/// <summary>One photo of a job.</summary>
/// <param name="Number">Its place in the upload, from 1.</param>
/// <param name="Cutout">Where the cut-out is; null where there is none.</param>
/// <param name="About">What is told of it.</param>
/// <param name="Problem">Why there will be none, as a problem's type.</param>
/// <param name="Detail">The same for people, with the repair.</param>
internal sealed record JobPhotoStatus(int Number, WorkState State, string? Cutout, CutOutAbout? About, string? Problem, string? Detail);
