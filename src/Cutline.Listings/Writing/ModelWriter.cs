using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using OpenAI;
using OpenAI.Chat;

namespace Cutline.Listings.Writing;

/// <summary>
/// Writes the text with a language model, which receives the facts and the seller's fields, but not the identification number. The text
/// must be checked with <see cref="Checking.FactCheck"/>.
/// </summary>
public sealed class ModelWriter : ITextWriter
{
    /// <summary>The client needs a key; endpoints without authentication ignore it.</summary>
    private const string NoKey = "none";

    private readonly ModelWriterOptions options;
    private readonly ChatClient client;
    private volatile bool holds; // texts until they are whole

    /// <summary>Creates a writer; it connects when it writes.</summary>
    /// <exception cref="WritingException">The options name no endpoint or no model.</exception>
    public ModelWriter(ModelWriterOptions options)
    {
        this.options = options.Validated();
        var settings = new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = options.TotalTimeout,
            Transport = new HttpClientPipelineTransport(
                new HttpClient(new ShortErrors(ChatStream.Longest)) { Timeout = Timeout.InfiniteTimeSpan }),
        };
        client = new(options.Model!, new ApiKeyCredential(options.Key ?? NoKey), settings);
    }

    /// <inheritdoc/>
    public string Name => options.Model!;

    /// <inheritdoc/>
    public bool IsTemplate => false;

    /// <inheritdoc/>
    /// <remarks>
    /// The model's thoughts are left out. The first sentences are held back until they name the car without a word of the task; where
    /// such sentences were thoughts all the same, writing fails with <see cref="WritingFault.Thoughts"/>, and this writer then holds every
    /// text back until it is whole.
    /// </remarks>
    public async IAsyncEnumerable<string> WriteAsync(Listing listing, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var prompt = Prompt.For(listing.Validated());
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(options.TotalTimeout);
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(total.Token);
        var events = EventsAsync(prompt, idle).GetAsyncEnumerator(idle.Token);
        await using (events.ConfigureAwait(false))
        {
            var check = new ResponseCheck(options, holds ? null : text => ListingOpening.Is(text, listing.Car));
            while (await NextAsync(events, check, cancel).ConfigureAwait(false) is { } piece)
                if (piece.Length > 0) yield return piece;

            if (check.End() is { Length: > 0 } rest) yield return rest;
        }
    }

    /// <summary>Asks the model by the client's raw call: other servers' answers have shapes that its own reader refuses.</summary>
    private async IAsyncEnumerable<ChatEvent> EventsAsync(Prompt prompt, CancellationTokenSource idle)
    {
        idle.CancelAfter(options.IdleTimeout);
        var body = BinaryContent.Create(BinaryData.FromObjectAsJson(new
        {
            model = options.Model,
            messages = new[] { new { role = "system", content = prompt.System }, new { role = "user", content = prompt.User } },
            stream = true,
        }));
        var settings = new RequestOptions { BufferResponse = false, CancellationToken = idle.Token };
        var result = await client.CompleteChatAsync(body, settings).ConfigureAwait(false);
        using var response = result.GetRawResponse();
        var stream = response.ContentStream ?? Stream.Null;
        var events = ChatStream.ReadAsync(stream, () => idle.CancelAfter(options.IdleTimeout), idle.Token);
        await foreach (var read in events.ConfigureAwait(false)) yield return read;
    }

    /// <returns>The next piece, which may be empty; null at the end.</returns>
    private async ValueTask<string?> NextAsync(IAsyncEnumerator<ChatEvent> events, ResponseCheck check, CancellationToken cancel)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? check.Add(events.Current) : null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Translated(e) is not null)
        {
            throw Translated(e)!;
        }
        finally
        {
            holds |= check.HasLeaked;
        }
    }

    /// <returns>The writer's error for an exception of the client; null for other exceptions.</returns>
    private WritingException? Translated(Exception e)
    {
        return e switch
        {
            OperationCanceledException =>
                Error(WritingFault.TimedOut, $"sent nothing for {Limits}: check that the model is loaded, then try again"),
            ClientResultException { Status: 401 or 403 } =>
                Error(WritingFault.Unauthorised, $"refuses the key: set {ModelWriterOptions.KeyVariable} to a valid one"),
            ClientResultException { Status: 429 } => Error(WritingFault.RateLimited, "has too many requests: try again later"),
            ClientResultException { Status: > 0 } answer =>
                Error(WritingFault.EndpointError,
                    $"answers with error {answer.Status}{Words(answer)}: see its log, and whether it has {options.Model}"),
            ClientResultException or HttpRequestException when e.InnerException is not HttpIOException =>
                Error(WritingFault.Unreachable, "does not answer: check that it is running"),
            IOException or HttpRequestException or ClientResultException =>
                Error(WritingFault.Incomplete, "closed the connection in the middle of the text: try again"),
            FormatException or InvalidOperationException =>
                Error(
                    WritingFault.InvalidResponse, $"{PlainText.Line(e.Message, options.Key)}: check its address, which often ends in /v1"),
            AggregateException { InnerException: { } inner } => Translated(inner),
            _ => null,
        };

        WritingException Error(WritingFault fault, string predicate) => new(fault, $"{options.Endpoint} {predicate}", e);
    }

    /// <summary>The server's own words of an error; empty where it has none.</summary>
    private string Words(ClientResultException answer)
    {
        var body = answer.GetRawResponse()?.Content.ToString() ?? "";
        var line = PlainText.Line(ChatStream.ErrorIn(body), options.Key);
        return line.Length > 0 ? $" (\"{line}\")" : "";
    }

    private string Limits => $"{options.IdleTimeout.TotalSeconds:0.#} s, or not all within {options.TotalTimeout.TotalSeconds:0.#} s";
}
