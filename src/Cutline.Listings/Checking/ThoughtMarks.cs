using System.Text.RegularExpressions;

namespace Cutline.Listings.Checking;

/// <summary>
/// The marks by which language models set their thoughts apart from their answer: tags such as <c>&lt;think&gt;</c>, <c>[THINK]</c> and
/// the channels of gpt-oss. A server without a parser for its model leaves them in the text.
/// </summary>
internal static partial class ThoughtMarks
{
    /// <summary>The longest mark, in characters.</summary>
    internal const int Longest = 160;

    /// <summary>The names of the groups of <see cref="Any"/>.</summary>
    internal const string Open = "open", Close = "close";

    private const string Names =
        "think|thinking|thoughts?|reasoning|reason|reflection|analysis|scratchpad|inner_monologue|(?:seed|mm|ant):think(?:ing)?";

    private const string Words = "START_THINKING|begin_of_thought|inner_prefix|thinking|think",
        EndWords = "END_THINKING|end_of_thought|inner_suffix|/thinking|/think";

    private const string Channel = @"<\|channel\|>[^<\[◁]{0,80}<\|message\|>",
        Final = @"<\|channel\|>\s?final[^<\[◁]{0,80}<\|message\|>";

    private const string Opening =
        $@"<\s?(?:{Names})(?:\s[^<>\[◁]{{0,80}})?>|\[THINK\]|◁think▷|<unused94>|<\|(?:{Words})\|>|<\|channel>|(?!{Final}){Channel}";

    private const string Closing = $@"<\s?/\s?(?:{Names})\s?>|\[/THINK\]|◁/think▷|<unused95>|<\|(?:{EndWords})\|>|<channel\|>";

    /// <summary>
    /// A mark in a text: the opening or the closing of a thought, or, in neither group, another mark that is no text either, such as
    /// <c>&lt;|end|&gt;</c> or <c>&lt;answer&gt;</c>.
    /// </summary>
    [GeneratedRegex(
        $@"(?<{Open}>{Opening})|(?<{Close}>{Closing})|{Final}|<\|start\|>\w{{0,40}}(?=<)"
        + @"|<\|(?!channel\||start\|)[\w▁]{1,40}\|>|</?(?:answer|response|s)>",
        RegexOptions.IgnoreCase)]
    internal static partial Regex Any();

    /// <summary>The end of a thought in a channel of its own, and of one whose marks were lost but for their words.</summary>
    [GeneratedRegex($@"{Final}|assistant\s?final(?-i:(?=\P{{Ll}}))", RegexOptions.IgnoreCase)]
    internal static partial Regex EndOfChannel();

    /// <summary>The end of a thought that began with another mark.</summary>
    [GeneratedRegex(Closing, RegexOptions.IgnoreCase)]
    internal static partial Regex End();

    /// <summary>The last characters of a text, where they may be the beginning of a mark.</summary>
    [GeneratedRegex(
        @"(?:<\|channel\|>[^<\[◁]{0,80}(?:<[^<>]{0,80})?|<\|start\|>\w{0,40}|[<\[◁][^<>\[\]◁▷]{0,100})\z", RegexOptions.IgnoreCase)]
    internal static partial Regex Begun();

    /// <summary>Whether an opening mark is one of a channel.</summary>
    internal static bool IsChannel(string mark) => mark.StartsWith("<|channel|>", StringComparison.OrdinalIgnoreCase);
}
