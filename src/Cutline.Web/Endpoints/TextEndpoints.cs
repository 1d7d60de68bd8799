using Cutline.Listings.Checking;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints that write and check the text of a listing, which need not be stored.</summary>
internal static class TextEndpoints
{
    public static void MapTexts(this IEndpointRouteBuilder app)
    {
        var listings = app.MapGroup("/api/listings").WithTags("Texts");
        listings.MapGet("/writer", Writer).Refuses(401, 429)
            .WithName("ShowWriter").WithSummary("The writer of texts: a language model by its name, or the template");
        listings.MapPost("/text", Write).TakesListing().Produces<string>(200, "text/event-stream")
            .Refuses(400, 401, 403, 408, 413, 429)
            .WithName("WriteText").WithSummary("Writes the text of a listing, streamed while it is written")
            .WithDescription(
                "Server-sent events: 'text' {text}, a piece; 'doubts' [{start, length, reason}], claims in the text so far that "
                + "neither the facts nor the seller's fields support; finally 'end' {writer, template}, or 'failed', a problem. With "
                + "?writer=template the template writes, even where a language model is configured.");
        listings.MapPost("/check", Check).TakesListing().Refuses(400, 401, 403, 408, 413, 429)
            .WithName("CheckText")
            .WithSummary("Finds the claims of a listing's text that neither the facts nor the seller's fields support")
            .WithDescription("The text in the listing's language is checked.");
    }

    private static Ok<WriterJson> Writer(TextService texts) => TypedResults.Ok(new WriterJson(texts.Writer.Name, texts.Writer.IsTemplate));

    private static async Task Write(
        HttpContext context, TextService texts, ListingBody body, IHostApplicationLifetime life, string? writer, CancellationToken cancel)
    {
        if (writer is not (null or "template"))
            throw new ProblemException(Problem.BadOption($"writer is '{writer}': use template, or leave it out"));
        var listing = await body.ReadAsync(context.Request, cancel);
        using var slot = texts.Take();
        var events = texts.WriteAsync(listing, writer is not null, life.ApplicationStopping, cancel);
        await TypedResults.ServerSentEvents(events).ExecuteAsync(context);
    }

    private static async Task<Ok<TextDoubt[]>> Check(HttpRequest request, ListingBody body, CancellationToken cancel)
    {
        var listing = await body.ReadAsync(request, cancel);
        return TypedResults.Ok(TextDoubt.Of(FactCheck.Check(listing, listing.Text ?? "")));
    }
}
