using Cutline.Imaging;
using System.Text.RegularExpressions;

namespace Cutline.Listings;

/// <summary>The rule for names of a listing's files: plain file names, never paths.</summary>
internal static partial class AttachmentName
{
    /// <summary>The rule as an error message states it.</summary>
    internal const string Rule =
        "use up to 100 lower-case letters, digits, hyphens, underscores and points, a letter or digit first, such as photo-1.jpg";

    /// <summary>Characters of the longest name.</summary>
    internal const int Longest = 100;

    /// <summary>Whether a name follows the rule and cannot be taken for a file that is being written.</summary>
    internal static bool IsValid(string name) =>
        Plain().IsMatch(name) && !name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,99}\z")]
    private static partial Regex Plain();
}
