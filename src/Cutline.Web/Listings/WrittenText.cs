using Cutline.Listings.Checking;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>A piece of a text that is being written.</summary>
internal sealed record TextPiece(string Text);

/// <summary>A place in the whole text so far that says what neither the facts nor the seller do.</summary>
/// <param name="Start">Characters (UTF-16) from the beginning.</param>
internal sealed record TextDoubt(int Start, int Length, string Reason)
{
    public static TextDoubt[] Of(IEnumerable<Doubt> doubts) => [.. doubts.Select(d => new TextDoubt(d.Start, d.Length, d.Reason))];
}

/// <summary>Who writes texts, or wrote one.</summary>
/// <param name="Template">Whether it is a template and no language model.</param>
internal sealed record WriterJson(string Name, bool Template);

/// <summary>The end of a text that is whole.</summary>
internal sealed record TextEnd(string Writer, bool Template);

/// <summary>Why a text is not whole: a problem of RFC 9457.</summary>
internal sealed record TextFailed(string Type, string Title, int Status, string Detail)
{
    public static TextFailed Of(Problem problem) => new(problem.Type, problem.Title, problem.Status, problem.Detail);
}
