using System.Text.RegularExpressions;

namespace Cutline.Torch.Native;

/// <summary>Makes one line of libtorch's errors, which may bring a C++ stack, or a list of all its backends, with them.</summary>
internal static partial class NativeReason
{
    private const int MostCharacters = 400;

    // What follows these is for those who write libtorch.
    private static readonly string[] Appendices = ["\nException raised from", "\n\n", " This could be because the operator", " Available functions are"];

    internal static string Shortened(string text)
    {
        foreach (var appendix in Appendices)
        {
            var at = text.IndexOf(appendix, StringComparison.Ordinal);
            if (at > 0) text = text[..at];
        }

        text = Space().Replace(text, " ").Trim();
        return text.Length > MostCharacters ? $"{text.AsSpan(0, MostCharacters)}…" : text;
    }

    [GeneratedRegex(@"\s+")] private static partial Regex Space();
}
