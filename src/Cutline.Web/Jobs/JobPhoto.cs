using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>A photo of a job. It is changed under the job's lock.</summary>
/// <param name="Number">Its position in the upload, from 1.</param>
/// <param name="Upload">The path of the uploaded file, which exists until it is cut.</param>
/// <param name="CutOut">The path of the cut-out, which exists after it is cut.</param>
internal sealed record JobPhoto(int Number, string Upload, string CutOut)
{
    public WorkState State { get; set; }

    /// <summary>Whether this process has counted its attempt: more of them are not crashes.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The details of its cut-out; null where there is none.</summary>
    public CutOutDetails? About { get; set; }

    /// <summary>Why it failed; null where it did not.</summary>
    public Problem? Problem { get; set; }
}
