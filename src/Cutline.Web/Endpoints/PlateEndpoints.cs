using Cutline.Web.Cutting;
using Cutline.Web.Sharing;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoint that detects the licence plate, so that its corners can be checked and moved before it is covered.</summary>
internal static class PlateEndpoints
{
    public static void MapPlates(this IEndpointRouteBuilder app) => app.MapPost("/api/plates", Find)
        .WithTags("Cut-outs")
        .WithName("FindPlate")
        .TakesPhoto()
        .Refuses(422)
        .WithSummary("Detects the car's licence plate")
        .WithDescription(
            "The photo is the request's body or the form field 'photo'. The corners are in pixels of the photo, clockwise from the "
            + "plate's top left; null where no plate is detected.");

    private static async Task<Ok<PlateResponse>> Find(
        HttpRequest request, HttpResponse response, CutQueue queue, UploadReader uploads, PhotoValidator validator,
        CancellationToken cancel)
    {
        CutSettingsReader.RequireNone(request.Query);
        var slot = queue.Take(Client.Of(request.HttpContext));
        response.RegisterForDispose(slot); // when the answer is sent
        var upload = await uploads.ReadAsync(request, slot.Hold, cancel);
        CutSettingsReader.RequireNone(upload.Fields);
        var bytes = CutCost.Of(await validator.ValidateAsync(upload.Photo, cancel), CutSettings.PlateOnly, []);
        var plate = (await queue.CutAsync(slot, upload.Photo, CutSettings.PlateOnly, bytes, cancel)).Plate;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(PlateResponse.Of(plate));
    }
}
