using Cutline.Segmentation.Labelling;
using Cutline.Web.Reviewing;

namespace Cutline.Cli.Commands;

/// <summary>Serves the page that looks through labels, until it is interrupted.</summary>
internal static class LabelReviewing
{
    /// <exception cref="Segmentation.DatasetException">The folder was not labelled.</exception>
    /// <exception cref="IOException">The port is taken, or another page reviews the folder.</exception>
    internal static async Task<int> RunAsync(string folder, int port, CancellationToken cancel)
    {
        using var review = LabelReview.Open(folder);
        await using var service = await ReviewService.StartAsync(review, port, cancel);
        Console.WriteLine($"{service.Address} · {review.Labels.Count} labels · for this machine only · Ctrl+C stops it");
        await Service.Interrupted(cancel);
        var rejected = review.Labels.Count(label => label.IsRejected);
        Console.WriteLine(
            $"{rejected} of {review.Labels.Count} labels are rejected; the others are data: cutline train --data {folder}");
        return 0;
    }
}
