using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cutline.Listings.Writing;

/// <summary>
/// Reads a JSON value of an answer: a chunk of OpenAI's chat API, a whole answer of it, a line of Ollama's own API, or an error.
/// </summary>
internal static partial class ChatJson
{
    /// <param name="value">The value.</param>
    /// <param name="isError">Whether the server marked it as an error.</param>
    /// <exception cref="FormatException">It has another shape.</exception>
    internal static ChatEvent Read(JsonElement value, bool isError)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object)
            value = value[0];
        if (value.ValueKind != JsonValueKind.Object) throw new FormatException($"sends JSON that is no object ({value.ValueKind})");
        if (ErrorIn(value, isError) is { } error) return new() { Error = error, IsChat = true };
        if (Member(value, "choices") is { ValueKind: not JsonValueKind.Null } choices) return ReadChoice(choices, value);
        if (Member(value, "message") is { ValueKind: JsonValueKind.Object } message)
            return Message(message) with { Finish = OllamaFinish(value), IsChat = true };
        if (Member(value, "response") is { ValueKind: JsonValueKind.String } response)
            return new() { Text = Text(response), Finish = OllamaFinish(value), IsChat = true };
        return new() { Finish = OllamaFinish(value), IsChat = Member(value, "done") is not null };
    }

    private static ChatEvent ReadChoice(JsonElement choices, JsonElement value)
    {
        if (choices.ValueKind != JsonValueKind.Array) throw new FormatException($"sends choices that are no list ({choices.ValueKind})");
        var first = choices.EnumerateArray().FirstOrDefault(c => c.ValueKind == JsonValueKind.Object &&
            !(Member(c, "index") is { ValueKind: JsonValueKind.Number } index && index.GetDouble() != 0));
        if (first.ValueKind == JsonValueKind.Undefined) return new() { IsChat = true };
        if (ErrorIn(first, isError: false) is { } error) return new() { Error = error, IsChat = true };
        var whole = Member(value, "object") is { ValueKind: JsonValueKind.String } kind && kind.ValueEquals("chat.completion");
        var part = Member(first, "delta") ?? Member(first, "message");
        var read = part is { ValueKind: JsonValueKind.Object } message ? Message(message)
            : Member(first, "text") is { } text ? new ChatEvent { Text = Text(text) } : new();
        var finish = Member(first, "finish_reason") is { ValueKind: JsonValueKind.String } reason ? Text(reason) : null;
        return read with { Finish = finish ?? (whole ? "stop" : null), IsWhole = whole, IsChat = true };
    }

    private static ChatEvent Message(JsonElement message) => new()
    {
        Text = Member(message, "content") is { } content ? Text(content) : "",
        IsRefused = Member(message, "refusal") is { } refusal && Text(refusal).Length > 0,
        HasThought = new[] { "reasoning_content", "reasoning", "thinking" }.Any(
            name => Member(message, name) is { } thought && Text(thought).Length > 0),
    };

    private static string? OllamaFinish(JsonElement value) => Member(value, "done") is not { ValueKind: JsonValueKind.True } ? null
        : Member(value, "done_reason") is { ValueKind: JsonValueKind.String } reason ? Text(reason) : "stop";

    /// <summary>The words of an error; null where the value is none.</summary>
    private static string? ErrorIn(JsonElement value, bool isError)
    {
        if (Member(value, "error") is { } error)
        {
            if (error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False or JsonValueKind.String or JsonValueKind.Object))
                return error.GetRawText();
            if (error.ValueKind == JsonValueKind.String && Text(error) is { Length: > 0 } said) return said;
            if (error.ValueKind == JsonValueKind.Object) return Said(error) ?? error.GetRawText();
        }

        isError |= Member(value, "object") is { ValueKind: JsonValueKind.String } kind && kind.ValueEquals("error");
        if (isError) return Said(value) ?? value.GetRawText();
        return Member(value, "choices") is null && Member(value, "detail") is { } detail ? Said(value) ?? detail.GetRawText() : null;
    }

    private static string? Said(JsonElement error) => new[] { "message", "detail", "error", "code" }
        .Select(name => Member(error, name) is { ValueKind: JsonValueKind.String } words ? Text(words) : null)
        .FirstOrDefault(words => !string.IsNullOrWhiteSpace(words));

    /// <summary>A string, or the texts of a list of parts.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unescaped(value),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => Member(value, "text") is { } text ? Text(text) : "",
        _ => "",
    };

    /// <summary>A string, also one that ends in half a character, which .NET refuses: the next piece has the other half.</summary>
    private static string Unescaped(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Escape().Replace(text.GetRawText()[1..^1], match => match.Value[1] switch
            {
                'u' => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(),
                'b' or 'f' => "",
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                var other => other.ToString(),
            });
        }
    }

    private static JsonElement? Member(JsonElement value, string name) => value.TryGetProperty(name, out var found) ? found : null;

    [GeneratedRegex(@"\\(?:u[0-9A-Fa-f]{4}|.)")]
    private static partial Regex Escape();
}
