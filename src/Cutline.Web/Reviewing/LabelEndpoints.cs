using Cutline.Imaging;
using Cutline.Segmentation.Labelling;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Reviewing;

/// <summary>A label as the page shows it.</summary>
/// <param name="Photo">The photo's file name.</param>
/// <param name="Car">The share of the photo that is car.</param>
/// <param name="Unsure">The share of what may be car that is void.</param>
/// <param name="Agreement">The lowest IoU of two teachers; null for a single one.</param>
/// <param name="Rejected">Whether it was rejected.</param>
internal sealed record LabelJson(string Photo, double? Car, double? Unsure, double? Agreement, bool Rejected);

/// <summary>The endpoints of a folder's labels, which are known by their positions in its list.</summary>
internal static class LabelEndpoints
{
    public static void MapLabels(this IEndpointRouteBuilder app)
    {
        var labels = app.MapGroup("/api/labels");
        labels.MapGet("", List);
        labels.MapGet("/{index:int}/photo", (int index, LabelReview review, HttpResponse response) =>
            Picture(index, review, response, masked: false));
        labels.MapGet("/{index:int}/mask", (int index, LabelReview review, HttpResponse response) =>
            Picture(index, review, response, masked: true));
        labels.MapPut("/{index:int}/rejection", (int index, LabelReview review) => Reject(index, review, rejected: true));
        labels.MapDelete("/{index:int}/rejection", (int index, LabelReview review) => Reject(index, review, rejected: false));
    }

    private static Ok<LabelJson[]> List(LabelReview review, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(review.Labels.Select(label => new LabelJson(
            label.Row.Photo, label.Row.ObjectShare, label.Row.UnsureShare, label.Row.Agreement, label.IsRejected)).ToArray());
    }

    private static FileContentHttpResult Picture(int index, LabelReview review, HttpResponse response, bool masked)
    {
        response.Headers.CacheControl = "no-store";
        return Answer(index, review, () => TypedResults.File(review.Picture(index, masked), "image/jpeg"));
    }

    private static NoContent Reject(int index, LabelReview review, bool rejected) => Answer(index, review, () =>
    {
        review.Reject(index, rejected);
        return TypedResults.NoContent();
    });

    private static T Answer<T>(int index, LabelReview review, Func<T> work)
    {
        if (index < 0 || index >= review.Labels.Count)
            throw new ProblemException(Problem.NotFound($"there is no label {index}: load the page again"));
        try
        {
            return work();
        }
        catch (Exception e) when (e is PhotoException or IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(Problem.Damaged(
                $"{e.Message.TrimEnd('.')}; check the folder, then start cutline label --review again"));
        }
    }
}
