using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Cutline.Listings.Writing;

/// <summary>Has a language model write the text, as it comes. The model sees the facts and the seller's fields; what it writes is to be checked with <see cref="Checking.FactCheck"/>.</summary>
public sealed class ModelWriter : ITextWriter
{
    private const string NoKey = "none";
    private readonly ModelWriterOptions options;
    private readonly ChatClient client;

    /// <exception cref="WritingException">No endpoint or model is named.</exception>
    public ModelWriter(ModelWriterOptions options)
    {
        this.options = options.Validated();
        var settings = new OpenAIClientOptions { Endpoint = options.Endpoint, RetryPolicy = new ClientRetryPolicy(maxRetries: 0), NetworkTimeout = options.Longest };
        client = new(options.Model!, new ApiKeyCredential(options.Key ?? NoKey), settings);
    }

    public string Name => options.Model!;

    public bool IsTemplate => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> WriteAsync(Listing listing, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var prompt = Prompt.For(listing.Validated());
        using var overall = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        overall.CancelAfter(options.Longest);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(overall.Token);
        var updates = client.CompleteChatStreamingAsync([new SystemChatMessage(prompt.System), new UserChatMessage(prompt.User)], cancellationToken: patience.Token).GetAsyncEnumerator(patience.Token);
        await using (updates.ConfigureAwait(false))
        {
            var written = new WrittenSoFar(options);
            while (await NextAsync(updates, written, patience, cancel).ConfigureAwait(false) is { } piece)
                if (piece.Length > 0) yield return piece;

            written.End();
        }
    }

    /// <returns>The next piece, perhaps empty; null at the end.</returns>
    private async ValueTask<string?> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> updates, WrittenSoFar written, CancellationTokenSource patience, CancellationToken cancel)
    {
        try
        {
            patience.CancelAfter(options.Patience);
            return await updates.MoveNextAsync().ConfigureAwait(false) ? written.Take(updates.Current) : null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Fault(e) is not null)
        {
            throw Fault(e)!;
        }
    }

    private WritingException? Fault(Exception e) => e switch
    {
        OperationCanceledException => new(WritingFault.TimedOut, $"{options.Endpoint} sent nothing for {options.Patience.TotalSeconds:0.#} s, or not all within {options.Longest.TotalSeconds:0.#} s: see whether the model is loaded, then try again", e),
        ClientResultException { Status: 401 or 403 } => new(WritingFault.Unauthorised, $"{options.Endpoint} refuses the key: set {ModelWriterOptions.KeyVariable} to one that it accepts", e),
        ClientResultException { Status: 429 } => new(WritingFault.TooMany, $"{options.Endpoint} has too many requests: try again later", e),
        ClientResultException { Status: > 0 } answer => new(WritingFault.Failed, $"{options.Endpoint} answers with error {answer.Status}: see its log, and whether it has the model {options.Model}", e),
        ClientResultException or HttpRequestException when e.InnerException is not HttpIOException => new(WritingFault.Unreachable, $"{options.Endpoint} does not answer: see whether it runs there", e),
        IOException or HttpRequestException or ClientResultException => new(WritingFault.CutShort, $"{options.Endpoint} broke off in the middle of the text: try again", e),
        JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or NullReferenceException =>
            new(WritingFault.Unreadable, $"{options.Endpoint} sends what is no answer of an OpenAI-compatible endpoint: see whether its address ends as it should, such as in /v1", e),
        AggregateException { InnerException: { } inner } => Fault(inner),
        _ => null,
    };
}
