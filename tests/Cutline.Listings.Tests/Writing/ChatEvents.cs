using System.Text.Json;

namespace Cutline.Listings.Tests.Writing;

/// <summary>The events of an OpenAI-compatible chat stream.</summary>
internal static class ChatEvents
{
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    public const string Done = "data: [DONE]\n\n";

    public static string Text(string piece) =>
        Event($$"""{"index":0,"delta":{"content":{{JsonSerializer.Serialize(piece)}}},"finish_reason":null}""");

    public static string Refusal(string piece) =>
        Event($$"""{"index":0,"delta":{"refusal":{{JsonSerializer.Serialize(piece)}}},"finish_reason":null}""");

    public static string End(string reason = "stop") => Event($$"""{"index":0,"delta":{},"finish_reason":"{{reason}}"}""");

    private static string Event(string choice) =>
        $$"""data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{{choice}}]}""" + "\n\n";
}
