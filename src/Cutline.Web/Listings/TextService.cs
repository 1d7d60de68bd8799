using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cutline.Listings;
using Cutline.Listings.Checking;
using Cutline.Listings.Writing;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Writes texts by the configured language model or by the template, and checks them while they are written.</summary>
internal sealed partial class TextService(ServeOptions options, ILogger<TextService> log) : IDisposable
{
    private static readonly TemplateWriter Template = new();

    private readonly SemaphoreSlim slots = new(options.Texts);

    /// <summary>The default writer.</summary>
    public ITextWriter Writer { get; } = options.LanguageModel is { } model ? new ModelWriter(model) : Template;

    /// <summary>Takes a slot for writing a text. Disposing it frees the slot.</summary>
    /// <exception cref="ProblemException">No slot is free.</exception>
    public IDisposable Take() => slots.Wait(0) ? new Slot(slots) : throw new ProblemException(Problem.TooManyTexts);

    /// <summary>
    /// Writes a text as events: <c>text</c> and <c>doubts</c> while it is written, and finally <c>end</c> or <c>failed</c>.
    /// </summary>
    /// <param name="listing">The listing.</param>
    /// <param name="template">Whether the template writes, even where a language model is configured.</param>
    /// <param name="stopping">Cancelled when the service stops.</param>
    /// <param name="cancel">Cancelled when the client has disconnected.</param>
    public async IAsyncEnumerable<SseItem<object>> WriteAsync(
        Listing listing, bool template, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var writer = template ? Template : Writer;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        var check = new FactCheck(listing);
        await using var pieces = writer.WriteAsync(listing, either.Token).GetAsyncEnumerator(either.Token);
        while (true)
        {
            var (piece, problem) = await NextAsync(pieces, stopping);
            if (problem is not null)
            {
                yield return new(TextFailed.Of(problem), "failed");
                yield break;
            }

            if (piece is null) break;
            yield return new(new TextPiece(piece), "text");
            if (check.Append(piece) is { Count: > 0 } doubts) yield return new(TextDoubt.Of(doubts), "doubts");
        }

        if (check.Finish() is { Count: > 0 } last) yield return new(TextDoubt.Of(last), "doubts");
        yield return new(new TextEnd(writer.Name, writer.IsTemplate), "end");
    }

    public void Dispose() => slots.Dispose();

    private async Task<(string? Piece, Problem? Problem)> NextAsync(IAsyncEnumerator<string> pieces, CancellationToken stopping)
    {
        try
        {
            return (await pieces.MoveNextAsync() ? pieces.Current : null, null);
        }
        catch (WritingException e)
        {
            Failed(log, e.Fault, e.Message);
            return (null, WritingProblem.Of(e, detailed: !options.IsPublic));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (null, Problem.Stopping);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A text failed ({Fault}): {Message}")]
    private static partial void Failed(ILogger log, WritingFault fault, string message);

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
