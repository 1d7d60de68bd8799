using Cutline.Listings.Checking;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>The event <c>text</c>: a piece of the text.</summary>
internal sealed record TextPiece(string Text);

/// <summary>A claim in the text that neither the facts nor the seller's fields support.</summary>
/// <param name="Start">Its start in the whole text, in UTF-16 code units.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
/// <param name="Reason">Why it is unsupported.</param>
internal sealed record TextDoubt(int Start, int Length, string Reason)
{
    public static TextDoubt[] Of(IEnumerable<UnsupportedClaim> doubts) =>
        [.. doubts.Select(d => new TextDoubt(d.Start, d.Length, d.Reason))];
}

/// <summary>The writer of texts.</summary>
/// <param name="Name">The name of the language model, or <c>template</c>.</param>
/// <param name="Template">Whether it is the template.</param>
internal sealed record WriterJson(string Name, bool Template);

/// <summary>The event <c>end</c>: the text is complete.</summary>
internal sealed record TextEnd(string Writer, bool Template);

/// <summary>The event <c>failed</c>: why the text is incomplete, as a problem of RFC 9457.</summary>
internal sealed record TextFailed(string Type, string Title, int Status, string Detail)
{
    public static TextFailed Of(Problem problem) => new(problem.Type, problem.Title, problem.Status, problem.Detail);
}
