using System.Text;
using Cutline.Listings.Writing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static Cutline.Listings.Tests.LoopbackServer;
using static Cutline.Listings.Tests.Writing.ChatEvents;

namespace Cutline.Listings.Tests.Writing;

/// <summary>Answers of servers that are OpenAI-compatible in their own way: thoughts, reasons to finish, errors, other forms.</summary>
public sealed class OddAnswersTests
{
    private const string Wanted = "A blue Linnet. It has 150 kW.";

    public static TheoryData<string> Thoughts => new()
    {
        "<think>\nOkay, the user wants a text.</think>\n\n",
        "<THINKING lang=\"en\">The Linnet slips. Hide it.</THINKING>",
        "<reasoning>300 hp?</reasoning> ",
        "\n <thought>x</thought><think></think>", "[THINK]Hide it.[/THINK]",
        "◁think▷Hide it.◁/think▷",
        "<|channel|>analysis<|message|>Hide the clutch.<|end|><|start|>assistant<|channel|>final<|message|>",
        "<|channel|>final<|message|>", "analysisHide the clutch.assistantfinal", "<|START_THINKING|>Hide.<|END_THINKING|><|im_start|>",
        "Okay, the user wants to sell a Linnet. Hide the clutch.\n</think>\n\n", "We write.[/THINK]", "<think>a<think>b</think>c.</think>",
        "<seed:think>Hide.</seed:think>", "<|channel>thought\nHide.<channel|>", "<think>Hide.</think><answer>",
    };

    [Theory]
    [MemberData(nameof(Thoughts))]
    public async Task Thoughts_at_the_beginning_are_no_text(string thought)
    {
        foreach (var size in (int[])[1, 2, 3, 7, 1000])
            Assert.Equal(Wanted, await ReadAsync([.. (thought + Wanted).Chunk(size).Select(c => new string(c))]));
    }

    [Fact]
    public async Task A_thought_that_never_ends_is_no_text()
    {
        var e = await Assert.ThrowsAsync<WritingException>(() => ReadAsync("<think>", "A Linnet. ", "It slips."));
        Assert.Equal((WritingFault.EmptyResponse, true), (e.Fault, e.Message.Contains("but its thoughts", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("data: ", "xxxxxxxx", "a line of more than 1048576 characters")]
    [InlineData("", "data: x\n", "an event of more than 1048576 characters")]
    [InlineData("", "{ }}\n", "no answer of a chat API")]
    [InlineData("", "xxxxxxxx", "a line of more than 1048576 characters")]
    [InlineData("<html>", "<script>\n", "a web page")]
    public async Task An_answer_without_end_is_given_up(string first, string piece, string words)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 16) / piece.Length)));
        using var server = new LoopbackServer(async (_, stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Head + first), cancel);
            while (true) await stream.WriteAsync(block, cancel);
        });
        var e = await Assert.ThrowsAsync<WritingException>(() => AllAsync(Writer(server)));
        Assert.Equal(WritingFault.InvalidResponse, e.Fault);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_without_end_is_told_by_its_beginning()
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("no memory ", 1000)));
        using var server = new LoopbackServer(async (_, stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 500 X\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"u8.ToArray(), cancel);
            while (true) await stream.WriteAsync(block, cancel);
        });
        var e = await Assert.ThrowsAsync<WritingException>(() => AllAsync(Writer(server)));
        Assert.Equal(WritingFault.EndpointError, e.Fault);
        Assert.Contains("(\"no memory no memory", e.Message, StringComparison.Ordinal);
        Assert.True(e.Message.Length < 500, e.Message);
    }

    [Fact]
    public async Task What_was_taken_for_text_and_was_a_thought_fails_once_and_then_waits()
    {
        using var server = new LoopbackServer(Head, Text("The Linnet slips. Hide it. "), Text("</think>" + Wanted), End(), Done);
        var writer = new ModelWriter(new() { Endpoint = server.Address, Model = "m" });

        Assert.Equal(WritingFault.Thoughts, (await Assert.ThrowsAsync<WritingException>(() => AllAsync(writer))).Fault);
        Assert.Equal(Wanted, await AllAsync(writer));
    }

    [Fact]
    public async Task Where_the_server_keeps_thoughts_apart_text_is_streamed_at_once()
    {
        const string Thought = """data: {"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Hide it."}}]}""" + "\n\n";
        using var server = new LoopbackServer(Head, Thought, Text("For you "), Text("alone."), End(), Done);
        var pieces = new List<string>();
        await foreach (var piece in Writer(server).WriteAsync(Listings.Linnet())) pieces.Add(piece);
        Assert.Equal(["For you ", "alone."], pieces);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("eos")]
    [InlineData("end_turn")]
    [InlineData("")]
    public async Task Any_reason_is_an_end(string reason)
    {
        using var server = new LoopbackServer(Head, Text(Wanted), End(reason), Done);
        Assert.Equal(Wanted, await AllAsync(Writer(server)));
    }

    [Fact]
    public async Task Other_forms_of_an_answer_are_understood()
    {
        const string Half = "A blue Linnet. It has 150 kW \\ud83d";
        string[][] answers =
        [
            [Head, "\uFEFFdata:\n\ndata: \n\n: wait\n\nid: 1\nevent: message\nretry: 5\n" + Text(Wanted),
                "event: ping\ndata: alive\n\n", End(), Done],
            [Head.Replace("text/event-stream", "application/x-ndjson", StringComparison.Ordinal),
                """{"model":"m","message":{"role":"assistant","content":"A blue ","thinking":"Hide."},"done":false}""" + "\n",
                """{"message":{"content":"Linnet. It has 150 kW."},"done":true,"done_reason":"stop"}"""],
            [Head, """{"response":"A blue Linnet. It has ","done":false}""" + "\r\n" + """{"response":"150 kW.","done":true}""" + "\n"],
            [Answer(200, "{\n \"object\": \"chat.completion\",\n \"choices\": [{\n \"message\": {\"content\": \"" + Wanted + "\"}\n}]\n}",
                "application/json")],
            [Head, """data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hide."}]},"""
                + """{"type":"text","text":"A blue Linnet. It has 150 kW."}]},"finish_reason":"stop"}]}""" + "\n\n"],
            [Head, Text(Wanted)[..^2].Replace("\"finish_reason\":null", "\"finish_reason\":\"\"", StringComparison.Ordinal)],
        ];
        foreach (var pieces in answers)
        {
            using var server = new LoopbackServer(pieces);
            Assert.Equal(Wanted, await AllAsync(Writer(server)));
        }

        using var halves = new LoopbackServer(
            Head, Text(Wanted).Replace(Wanted, Half, StringComparison.Ordinal),
            Text("?").Replace("?", "\\ude00\\u0000.", StringComparison.Ordinal),
            End());
        Assert.Equal("A blue Linnet. It has 150 kW 😀.", await AllAsync(Writer(halves)));
    }

    [Theory]
    [InlineData("""data: {"error":{"message":"model overloaded","code":503}}""", WritingFault.EndpointError, "\"model overloaded\"")]
    [InlineData("""data: {"error":"model overloaded"}""", WritingFault.EndpointError, "\"model overloaded\"")]
    [InlineData("""error: {"code":500,"message":"slot is gone"}""", WritingFault.EndpointError, "\"slot is gone\"")]
    [InlineData("event: error\ndata: no memory", WritingFault.EndpointError, "\"no memory\"")]
    [InlineData("""{"error":"model 'm' not found"}""", WritingFault.EndpointError, "\"model 'm' not found\"")]
    [InlineData("""[{"error":{"message":"quota"}}]""", WritingFault.EndpointError, "\"quota\"")]
    [InlineData("""{"object":"error","message":"too long a prompt"}""", WritingFault.EndpointError, "\"too long a prompt\"")]
    [InlineData("""{"detail":"Not authenticated"}""", WritingFault.EndpointError, "\"Not authenticated\"")]
    [InlineData("""data: {"choices":[{"delta":{},"finish_reason":"error","error":{"message":"upstream"}}]}""", WritingFault.EndpointError,
        "\"upstream\"")]
    [InlineData("<!doctype html><html><head><title>Sign in &amp; up</title></head></html>", WritingFault.InvalidResponse,
        "a web page, \"Sign in & up\"")]
    [InlineData("<body><script>x</script><p>Sign in</p></body>", WritingFault.InvalidResponse, "a web page, \"Sign in\"")]
    [InlineData("404 page not found", WritingFault.InvalidResponse, "but \"404 page not found\"")]
    [InlineData("""{"models":[]}""", WritingFault.InvalidResponse, "no answer of a chat API")]
    public async Task What_is_no_text_is_told_as_what_it_is(string body, WritingFault fault, string words)
    {
        foreach (var before in (string[])["", Text("A Linnet. ")])
        {
            if (before.Length > 0 && fault == WritingFault.InvalidResponse) continue;
            using var server = new LoopbackServer(Head + before + body + "\n\n");
            var e = await Assert.ThrowsAsync<WritingException>(() => AllAsync(Writer(server)));
            Assert.Equal(fault, e.Fault);
            Assert.Contains(words, e.Message, StringComparison.Ordinal);
        }
    }

    [Property]
    public Property The_text_does_not_depend_on_how_the_stream_is_cut() => Prop.ForAll(
        Gen.Elements(
            "<think>", "</think>", "[THINK]", "[/THINK]", "<|channel|>analysis<|message|>", "<|end|><|start|>assistant",
            "<|channel|>final<|message|>", "analysis", "Analysis", "assistantfinal", "<", " < 5", "[", "Okay, the user wants it. ",
            "A blue Linnet. ",
            "Linnet", " drives well.\n", "\u0000", "\u001b[31m", "é😀", "\n\n", "  ").ListOf().ToArbitrary(),
        Gen.Choose(1, 40).NonEmptyListOf().ToArbitrary(),
        (parts, sizes) =>
        {
            var text = string.Concat(parts);
            var (pieces, at) = (new List<string>(), 0);
            for (var i = 0; at < text.Length; at += pieces[^1].Length, i++)
                pieces.Add(text.Substring(at, Math.Min(sizes[i % sizes.Count], text.Length - at)));

            var (whole, cut) = (Outcome(text), Outcome([.. pieces]));
            Assert.Equal(whole, cut);
            Assert.DoesNotContain(whole, c => char.IsControl(c) && c != '\n');
        });

    private static string Outcome(params string[] pieces)
    {
        try
        {
            return ReadAsync(pieces).GetAwaiter().GetResult();
        }
        catch (WritingException e)
        {
            return e.Fault.ToString();
        }
    }

    /// <summary>The text of pieces, read from a stream that gives few bytes at a time.</summary>
    private static async Task<string> ReadAsync(params string[] pieces)
    {
        var check = new ResponseCheck(new() { Model = "m" }, text => ListingOpening.Is(text, Listings.Linnet().Car));
        var body = Encoding.UTF8.GetBytes(string.Concat(pieces.Select(Escaped)) + End() + Done);
        var text = new StringBuilder();
        await foreach (var read in ChatStream.ReadAsync(new SlowStream(body), () => { }, default)) text.Append(check.Add(read));
        return text.Append(check.End()).ToString();
    }

    /// <summary>An event with every character escaped, so that it may end in half a character.</summary>
    private static string Escaped(string piece) =>
        Text("?").Replace("?", string.Concat(piece.Select(c => $"\\u{(int)c:x4}")), StringComparison.Ordinal);

    private static ModelWriter Writer(LoopbackServer server) => new(new() { Endpoint = server.Address, Model = "m" });

    private static async Task<string> AllAsync(ModelWriter writer)
    {
        var text = new StringBuilder();
        await foreach (var piece in writer.WriteAsync(Listings.Linnet())) text.Append(piece);
        return text.ToString();
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(5, buffer.Length)], cancellationToken);
    }
}
