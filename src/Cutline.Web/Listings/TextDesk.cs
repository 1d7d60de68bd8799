using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cutline.Listings;
using Cutline.Listings.Checking;
using Cutline.Listings.Writing;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Has texts written, by the language model that was named or by the template, and checks them as they come.</summary>
internal sealed partial class TextDesk(ServeOptions options, ILogger<TextDesk> log) : IDisposable
{
    private static readonly TemplateWriter Template = new();

    private readonly SemaphoreSlim places = new(options.Texts);

    public ITextWriter Writer { get; } = options.LanguageModel is { } model ? new ModelWriter(model) : Template;

    /// <summary>A place among the texts that are written at a time, to be given back.</summary>
    /// <exception cref="RefusedException">All are taken.</exception>
    public IDisposable Take() => places.Wait(0) ? new Place(places) : throw new RefusedException(Problem.TooManyTexts);

    /// <summary>Events <c>text</c> and <c>doubts</c> as they come, and at last <c>end</c> or <c>failed</c>.</summary>
    /// <param name="template">Whether the template is to write, whoever else could.</param>
    /// <param name="stopping">The service stops.</param>
    /// <param name="cancel">The client is gone.</param>
    public async IAsyncEnumerable<SseItem<object>> WriteAsync(Listing listing, bool template, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel = default)
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

    public void Dispose() => places.Dispose();

    private async Task<(string? Piece, Problem? Problem)> NextAsync(IAsyncEnumerator<string> pieces, CancellationToken stopping)
    {
        try
        {
            return (await pieces.MoveNextAsync() ? pieces.Current : null, null);
        }
        catch (WritingException e)
        {
            Failed(log, e.Fault, e.Message);
            return (null, WritingProblem.Of(e, tellAll: !options.IsPublic));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (null, Problem.Stopping);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A text failed ({Fault}): {Message}")]
    private static partial void Failed(ILogger log, WritingFault fault, string message);

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
