using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cutline.Listings.Writing;

/// <summary>
/// Reads a server's answer, whatever its content type says: server-sent events (HTML standard, section 9.2), JSON values one after the
/// other, or one JSON value.
/// </summary>
internal static partial class ChatStream
{
    /// <summary>The longest line, event, and JSON value that is not an event, in characters.</summary>
    internal const int Longest = 1 << 20;

    /// <summary>The most characters of lines that are looked at again to see whether further lines completed a value.</summary>
    private const int MostAgain = 16 * Longest;

    /// <summary>The most characters of a web page of which the words are shown.</summary>
    private const int LongestPage = 16 << 10;

    /// <summary>Reads the events.</summary>
    /// <param name="stream">The answer's body.</param>
    /// <param name="received">Called for every line.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <exception cref="FormatException">It is no answer of a chat API; the message says what it is.</exception>
    internal static async IAsyncEnumerable<ChatEvent> ReadAsync(
        Stream stream, Action received, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new BoundedLines(reader, Longest);
        var (data, other) = (new StringBuilder(), new StringBuilder());
        var (name, isChat, ended, again) = ("message", false, false, 0L);
        while (!ended)
        {
            var line = await lines.ReadAsync(cancel).ConfigureAwait(false);
            received();
            ended = line is null;
            ChatEvent? read = null;
            switch (Field(line ?? ""))
            {
                case ("", _) when other.Length == 0: // a blank line, or the end
                    read = Event(data.ToString(), name);
                    data.Clear();
                    name = "message";
                    break;
                case ("data", var value):
                    data.Append(value).Append('\n');
                    break;
                case ("error", var value): // llama.cpp's server, in the place of data
                    data.Append(value).Append('\n');
                    name = "error";
                    break;
                case ("event", var value):
                    name = value;
                    break;
                case ("id" or "retry" or ":", _):
                    break;
                default:
                    other.AppendLine(line);
                    if ((again += other.Length) > MostAgain) throw new FormatException(Described(other.ToString()));
                    read = Value(other);
                    break;
            }

            if (data.Length > Longest) throw new FormatException($"sends an event of more than {Longest} characters");

            if (read is null) continue;
            isChat |= read.IsChat;
            yield return read;
        }

        if (!isChat) throw new FormatException(Described(other.ToString()));
    }

    /// <returns>The field and the value of a line; the whole line where it has none of an event's fields.</returns>
    private static (string Name, string Value) Field(string line)
    {
        if (line.StartsWith(':')) return (":", "");
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? line : line[..colon];
        if (name is not ("data" or "event" or "error" or "id" or "retry")) return (line, "");
        var value = colon < 0 ? "" : line[(colon + 1)..];
        return (name, value.StartsWith(' ') ? value[1..] : value);
    }

    /// <returns>Null for an event that says nothing.</returns>
    private static ChatEvent? Event(string data, string name)
    {
        data = data.Trim();
        if (data is "" or "[DONE]") return null;
        try
        {
            using var json = JsonDocument.Parse(data);
            return ChatJson.Read(json.RootElement, isError: name == "error");
        }
        catch (JsonException) when (name == "error")
        {
            return new() { Error = data, IsChat = true };
        }
        catch (JsonException) when (name != "message")
        {
            return null; // a server's own event, such as a sign of life
        }
        catch (JsonException e)
        {
            throw new FormatException($"sends an event that is not JSON: \"{data}\"", e);
        }
    }

    /// <returns>The value, where the lines so far are a whole one.</returns>
    private static ChatEvent? Value(StringBuilder lines)
    {
        if (lines.Length > Longest) throw new FormatException(Described(lines.ToString(0, Longest)));
        var text = lines.ToString().Trim();
        if (!(text.StartsWith('{') && text.EndsWith('}')) && !(text.StartsWith('[') && text.EndsWith(']'))) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            lines.Clear();
            return ChatJson.Read(json.RootElement, isError: false);
        }
        catch (JsonException)
        {
            return null; // more lines may complete it
        }
    }

    /// <summary>The words of an answer that is an error by its status.</summary>
    internal static string ErrorIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return ChatJson.Read(json.RootElement, isError: true).Error ?? "";
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return body.TrimStart().StartsWith('<') ? PageText(body) : body;
        }
    }

    private static string Described(string body)
    {
        var text = body.Trim();
        if (text.Length == 0) return "sends no answer of a chat API";
        if (!text.StartsWith('<')) return $"sends no answer of a chat API, but \"{text}\"";
        return $"sends a web page, \"{PageText(text)}\"";
    }

    private static string PageText(string html)
    {
        html = html[..Math.Min(html.Length, LongestPage)];
        var text = Title().Match(html) is { Success: true } title ? title.Groups[1].Value : Tag().Replace(html, " ");
        return WebUtility.HtmlDecode(text).Trim();
    }

    [GeneratedRegex("<title[^>]*>([^<]*)</title>", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex("<(?:script|style)[^>]*>.*?</(?:script|style)>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tag();
}
