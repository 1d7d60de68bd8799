using System.Globalization;
using Cutline.Studio.Geometry;
using Cutline.Studio.Options;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Sharing;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoint that cuts one photo out.</summary>
internal static class CutoutEndpoints
{
    public static void MapCutouts(this IEndpointRouteBuilder app) => app.MapPost("/api/cutouts", Cut)
        .WithTags("Cut-outs")
        .WithName("CutOut")
        .TakesPhotos(several: false)
        .GivesCutOut()
        .Refuses(422)
        .WithSummary("Cuts the car out of a photo")
        .WithDescription(
            "The photo is the request's body or the form field 'photo'. The response is the cut-out at the photo's own size, or cropped "
            + "to the car. The headers Cutline-Subject and Cutline-Part are the bounding box of the car and the part of the photo that "
            + "is shown, as x,y,width,height; Cutline-Confidence is the confidence of the outline, 0 to 1; Cutline-Review, where it is "
            + "present, contains the reasons to check the result (unsure, cut-off, small, other-car, no-plate); Cutline-Plate contains the "
            + "corners of the covered plate, or none.");

    private static async Task<FileStreamHttpResult> Cut(
        HttpRequest request, HttpResponse response, ICutter cutter, CutQueue queue, UploadReader uploads, PhotoValidator validator,
        ServeOptions options, CancellationToken cancel)
    {
        CutSettings.Check(request, cutter.Model); // a wrong option is reported before the photo is sent
        var slot = queue.Take(Client.Of(request.HttpContext));
        response.RegisterForDispose(slot); // when the answer is sent
        var upload = await uploads.ReadAsync(request, slot.Hold, cancel);
        var settings = CutSettings.Read(request.Query.Concat(upload.Fields), upload.Files).For(cutter.Model);
        var info = await validator.ValidateAsync(upload.Photo, cancel);
        var bytes = CutCost.Of(info, settings, await validator.ValidateAsync(upload.Files, cancel));
        var cut = await queue.CutAsync(slot, upload.Photo, settings, bytes, cancel);
        response.Headers.CacheControl = "no-store";
        response.Headers["Cutline-Part"] = Text(cut.Part);
        response.Headers["Cutline-Subject"] = Text(cut.Subject);
        response.Headers["Cutline-Confidence"] = cut.Confidence.ToString("0.###", CultureInfo.InvariantCulture);
        if (settings.Given.ContainsKey(CutOptionTable.Plate)) response.Headers["Cutline-Plate"] = cut.PlateText;
        if (cut.Review.Count > 0) response.Headers["Cutline-Review"] = string.Join(',', cut.ReviewNames);

        // a stream is sent in pieces, of which one is in the server's buffers, where an array is copied there whole
        var paced = new PacedBytes(cut.Bytes, request.HttpContext, options);
        return TypedResults.Stream(paced, settings.ContentType, $"cutout.{settings.Extension}");
    }

    private static string Text(Box box) => string.Create(CultureInfo.InvariantCulture, $"{box.X},{box.Y},{box.Width},{box.Height}");
}
