using System.Text.RegularExpressions;

namespace Cutline.Web.Storage;

/// <summary>Text for the log without full ids: who knows the id of a job can see it.</summary>
internal static partial class LogText
{
    private const int Shown = 8;

    /// <summary>A text in which ids are shortened.</summary>
    public static string Of(string text) => Id().Replace(text, id => $"{id.ValueSpan[..Shown]}…");

    /// <summary>An exception with its stack, in which ids are shortened.</summary>
    public static string Of(Exception e) => Of(e.ToString());

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
