using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
        };
        client = new(options.Model!, new ApiKeyCredential(options.Key ?? NoKey), settings);
    }

    /// <inheritdoc/>
    public string Name => options.Model!;

    /// <inheritdoc/>
    public bool IsTemplate => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> WriteAsync(Listing listing, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var prompt = Prompt.For(listing.Validated());
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(options.TotalTimeout);
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(total.Token);
        ChatMessage[] messages = [new SystemChatMessage(prompt.System), new UserChatMessage(prompt.User)];
        var updates = client.CompleteChatStreamingAsync(messages, cancellationToken: idle.Token).GetAsyncEnumerator(idle.Token);
        await using (updates.ConfigureAwait(false))
        {
            var check = new ResponseCheck(options);
            while (await NextAsync(updates, check, idle, cancel).ConfigureAwait(false) is { } piece)
                if (piece.Length > 0) yield return piece;

            check.End();
        }
    }

    /// <returns>The next piece, which may be empty; null at the end.</returns>
    private async ValueTask<string?> NextAsync(
        IAsyncEnumerator<StreamingChatCompletionUpdate> updates, ResponseCheck check, CancellationTokenSource idle,
        CancellationToken cancel)
    {
        try
        {
            idle.CancelAfter(options.IdleTimeout);
            return await updates.MoveNextAsync().ConfigureAwait(false) ? check.Add(updates.Current) : null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Translated(e) is not null)
        {
            throw Translated(e)!;
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
                Error(WritingFault.EndpointError, $"answers with error {answer.Status}: see its log, and whether it has {options.Model}"),
            ClientResultException or HttpRequestException when e.InnerException is not HttpIOException =>
                Error(WritingFault.Unreachable, "does not answer: check that it is running"),
            IOException or HttpRequestException or ClientResultException =>
                Error(WritingFault.Incomplete, "closed the connection in the middle of the text: try again"),
            JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException
                or NullReferenceException => // what the client throws for JSON of another shape
                Error(WritingFault.InvalidResponse, "sends a response that is not OpenAI-compatible: check its address, such as /v1"),
            AggregateException { InnerException: { } inner } => Translated(inner),
            _ => null,
        };

        WritingException Error(WritingFault fault, string predicate) => new(fault, $"{options.Endpoint} {predicate}", e);
    }

    private string Limits => $"{options.IdleTimeout.TotalSeconds:0.#} s, or not all within {options.TotalTimeout.TotalSeconds:0.#} s";
}
