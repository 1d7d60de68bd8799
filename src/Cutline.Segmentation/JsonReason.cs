using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cutline.Segmentation;

/// <summary>What is wrong with a JSON file, in the words of someone who edits it.</summary>
public static partial class JsonReason
{
    /// <summary>
    /// The message of an exception of System.Text.Json, with the line in place of its offsets; of any other exception its own.
    /// </summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Kinds().Match(exception.Message) is { Success: true } kinds)
            return $"{Kind(kinds.Groups[1].Value)} is needed where there is {Kind(kinds.Groups[2].Value)}";
        if (exception is not JsonException { LineNumber: { } line }) return exception.Message;
        var reason = Offsets().Replace(exception.Message, "").TrimEnd('.', ' ');
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}: {reason}");
    }

    private static string Kind(string kind) => kind switch
    {
        "Array" => "a list [ ]",
        "Object" => "an object { }",
        "String" => "a text",
        "Number" => "a number",
        "Null" or "Undefined" => "nothing",
        _ => "true or false",
    };

    [GeneratedRegex(@"requires an element of type '(\w+)', but the target element has type '(\w+)'")]
    private static partial Regex Kinds();

    [GeneratedRegex(@"( Path: \S*)?( \|)? LineNumber: \d+ \| BytePositionInLine: \d+\.?")]
    private static partial Regex Offsets();
}
