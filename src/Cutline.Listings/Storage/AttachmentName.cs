using System.Text.RegularExpressions;
using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>What an attachment may be called: a plain file name and never a path.</summary>
internal static partial class AttachmentName
{
    internal const string Rule = "use up to 100 small letters, digits, hyphens, underscores and points, a letter or digit first, such as photo-1.jpg";

    /// <exception cref="StoreException">It is none.</exception>
    internal static string Checked(string name) => IsOne(name) ? name
        : throw new StoreException(StoreFault.WrongName, $"'{name}' is no name of an attachment: {Rule}");

    internal static bool IsOne(string name) => Plain().IsMatch(name) && !name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,99}\z")]
    private static partial Regex Plain();
}
