using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>One photo of a job. Changed under the job's lock.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Upload">The file that was sent, until it is cut.</param>
/// <param name="CutOut">The file of the cut-out, when there is one.</param>
internal sealed record JobPhoto(int Number, string Upload, string CutOut)
{
    public WorkState State { get; set; }

    /// <summary>What is told of its cut-out, when there is one.</summary>
    public CutOutAbout? About { get; set; }

    public Problem? Problem { get; set; }
}
