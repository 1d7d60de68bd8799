using System.Globalization;
using Cutline.Studio;
using Cutline.Web.Cutting;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>One photo in, its cut-out at the photo's own size out.</summary>
internal static class CutoutEndpoints
{
    public static void MapCutouts(this IEndpointRouteBuilder app) => app.MapPost("/api/cutouts", Cut)
        .WithTags("Cut-outs")
        .WithName("CutOut")
        .TakesPhotos(several: false)
        .GivesCutOut()
        .Refuses(422)
        .WithSummary("Cuts the car out of a photo")
        .WithDescription("The photo is the request's body or the form field 'photo'. The answer is the cut-out at the photo's own size, or cropped to the car; "
            + "Cutline-Subject and Cutline-Part give the car's place and the part shown as x,y,width,height, Cutline-Confidence how sure the outline is, 0 to 1; "
            + "Cutline-Review, where it is there, why a person should look at it (unsure, cut-off, small); Cutline-Plate the corners of the plate that was covered, or none.");

    private static async Task<FileContentHttpResult> Cut(HttpRequest request, HttpResponse response, CutQueue queue, UploadReader uploads, PhotoGate gate, CancellationToken cancel)
    {
        CutOrder.Check(request); // a wrong option is told before the photo is sent
        using var place = queue.Take();
        var upload = await uploads.ReadAsync(request, cancel);
        var order = CutOrder.Read(request.Query.Concat(upload.Fields), upload.Files);
        gate.Admit(upload.Photo);
        gate.Admit(upload.Files);
        var cut = await queue.CutAsync(upload.Photo, order, cancel);
        response.Headers.CacheControl = "no-store";
        response.Headers["Cutline-Part"] = Text(cut.Part);
        response.Headers["Cutline-Subject"] = Text(cut.Subject);
        response.Headers["Cutline-Confidence"] = cut.Confidence.ToString("0.###", CultureInfo.InvariantCulture);
        if (order.Given.ContainsKey("plate")) response.Headers["Cutline-Plate"] = cut.PlateText;
        if (cut.Review.Count > 0) response.Headers["Cutline-Review"] = string.Join(',', cut.ReviewWords);
        return TypedResults.File(cut.Bytes, order.ContentType, $"cutout.{order.Ending}");
    }

    private static string Text(Box box) => string.Create(CultureInfo.InvariantCulture, $"{box.X},{box.Y},{box.Width},{box.Height}");
}
