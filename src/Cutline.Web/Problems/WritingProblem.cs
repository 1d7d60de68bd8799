using Cutline.Listings.Writing;

namespace Cutline.Web.Problems;

/// <summary>Why the language model's text is not whole.</summary>
internal static class WritingProblem
{
    /// <param name="tellAll">Whether the detail may name the endpoint, as on a service for this machine alone; others are told what they can do themselves.</param>
    public static Problem Of(WritingException e, bool tellAll)
    {
        var (status, kind, title, detail) = e.Fault switch
        {
            WritingFault.Unreachable => (502, "unreachable", "The language model is not there", "it does not answer: tell whoever runs the service, or use the template"),
            WritingFault.Unauthorised => (502, "unauthorised", "The language model refuses the key", "the service's key for it is missing or wrong: tell whoever runs the service, or use the template"),
            WritingFault.TooMany => (503, "busy", "The language model is busy", "it has too many requests: try again later, or use the template"),
            WritingFault.TimedOut => (504, "silent", "The language model is silent", "nothing came for too long: try again, or use the template"),
            WritingFault.CutShort => (502, "cut-short", "The text breaks off", "it did not come to its end: try again, or ask for a shorter one"),
            WritingFault.Unreadable => (502, "unreadable", "The language model is not understood", "what it sends is no answer: tell whoever runs the service, or use the template"),
            WritingFault.Empty => (502, "empty", "The language model wrote nothing", "try again, or use the template"),
            WritingFault.Refused => (422, "refused", "The language model refuses", "it does not want to write this: change what was typed, or use the template"),
            WritingFault.TooLong => (502, "too-long", "The text has no end", "it is longer than a listing can be: ask for a shorter one, or use the template"),
            _ => (502, "failed", "The language model failed", "it answers with an error: try again, or use the template"),
        };
        return new(status, $"writer-{kind}", title, tellAll ? e.Message : detail);
    }
}
