using Cutline.Listings.Checking;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The text of a listing, which need not be kept for it.</summary>
internal static class TextEndpoints
{
    public static void MapTexts(this IEndpointRouteBuilder app)
    {
        var listings = app.MapGroup("/api/listings").WithTags("Texts");
        listings.MapGet("/writer", Writer).WithName("ShowWriter").WithSummary("Who writes texts: a language model by its name, or the template").Refuses(401, 429);
        listings.MapPost("/text", Write).TakesListing().Produces(200, typeof(string), "text/event-stream").WithName("WriteText").WithSummary("Writes a listing's text, told as it comes")
            .WithDescription("Server-sent events: 'text' {text}, a piece; 'doubts' [{start, length, reason}], places in the whole text so far that say what neither the facts nor the seller do; at last 'end' {writer, template}, or 'failed', a problem. With ?writer=template the template writes, whoever else could.")
            .Refuses(400, 401, 403, 408, 413, 429);
        listings.MapPost("/check", Check).TakesListing().WithName("CheckText").WithSummary("What a listing's text says that neither the facts nor the seller do").WithDescription("Of the text in the listing's language.").Refuses(400, 401, 403, 408, 413, 429);
    }

    private static Ok<WriterJson> Writer(TextDesk desk) => TypedResults.Ok(new WriterJson(desk.Writer.Name, desk.Writer.IsTemplate));

    private static async Task Write(HttpContext context, TextDesk desk, ListingBody body, IHostApplicationLifetime life, string? writer, CancellationToken cancel)
    {
        if (writer is not (null or "template")) throw new RefusedException(Problem.BadOption($"writer is '{writer}': use template, or leave it out"));
        var listing = await body.ReadAsync(context.Request, cancel);
        using var place = desk.Take();
        await TypedResults.ServerSentEvents(desk.WriteAsync(listing, writer is not null, life.ApplicationStopping, cancel)).ExecuteAsync(context);
    }

    private static async Task<Ok<TextDoubt[]>> Check(HttpRequest request, ListingBody body, CancellationToken cancel)
    {
        var listing = await body.ReadAsync(request, cancel);
        return TypedResults.Ok(TextDoubt.Of(FactCheck.Check(listing, listing.Text ?? "")));
    }
}
