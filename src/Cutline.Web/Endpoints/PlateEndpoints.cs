using Cutline.Web.Cutting;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>One photo in, the place of its licence plate out, to be looked at and moved by hand before it is covered.</summary>
internal static class PlateEndpoints
{
    public static void MapPlates(this IEndpointRouteBuilder app) => app.MapPost("/api/plates", Find)
        .WithTags("Cut-outs")
        .WithName("FindPlate")
        .TakesPhoto()
        .Refuses(422)
        .WithSummary("Finds the car's licence plate")
        .WithDescription("The photo is the request's body or the form field 'photo'. Corners are in the photo's pixels, clockwise from the plate's top left; null where none is likely enough to be one.");

    private static async Task<Ok<PlateAnswer>> Find(HttpRequest request, HttpResponse response, CutQueue queue, UploadReader uploads, PhotoGate gate, CancellationToken cancel)
    {
        CutOption.None(request.Query);
        using var place = queue.Take();
        var upload = await uploads.ReadAsync(request, cancel);
        CutOption.None(upload.Fields);
        gate.Admit(upload.Photo);
        var plate = (await queue.CutAsync(upload.Photo, CutOrder.PlateAlone, cancel)).Plate;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(PlateAnswer.Of(plate));
    }
}
