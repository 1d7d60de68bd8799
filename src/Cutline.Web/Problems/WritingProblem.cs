using Cutline.Listings.Writing;

namespace Cutline.Web.Problems;

/// <summary>Maps errors of the language model to problems.</summary>
internal static class WritingProblem
{
    /// <param name="e">The error.</param>
    /// <param name="detailed">
    /// Whether the detail may name the endpoint, as on a service for this machine only; otherwise it says what a client can do.
    /// </param>
    public static Problem Of(WritingException e, bool detailed)
    {
        var (status, kind, title, detail) = e.Fault switch
        {
            WritingFault.Unreachable =>
                (502, "unreachable", "Language model unreachable", "it does not answer: tell the service's operator, or use the template"),
            WritingFault.Unauthorised =>
                (502, "unauthorised", "Language model key rejected",
                "the service's key for it is missing or wrong: tell the service's operator, or use the template"),
            WritingFault.RateLimited => (
                503, "busy", "Language model busy", "it has too many requests: try again later, or use the template"),
            WritingFault.TimedOut =>
                (504, "silent", "Language model timed out", "it sent nothing for too long: try again, or use the template"),
            WritingFault.Incomplete => (502, "cut-short", "Text incomplete", "it ended early: try again, or ask for a shorter one"),
            WritingFault.InvalidResponse =>
                (502, "unreadable", "Language model response invalid",
                "it cannot be parsed: tell the service's operator, or use the template"),
            WritingFault.EmptyResponse => (
                502, "empty", "Text empty", "the language model returned no text: try again, or use the template"),
            WritingFault.Refused =>
                (422, "refused", "Language model refused", "it refused to write this text: change the input, or use the template"),
            WritingFault.TooLong =>
                (502, "too-long", "Text too long", "it is longer than a listing can be: ask for a shorter one, or use the template"),
            WritingFault.Thoughts =>
                (502, "thoughts", "Thoughts in the text", "the language model wrote its thoughts as text: discard it and write it again"),
            _ => (502, "failed", "Language model failed", "it answered with an error: try again, or use the template"),
        };
        return new(status, $"writer-{kind}", title, detailed ? e.Message : detail);
    }
}
