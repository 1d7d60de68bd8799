using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labelling;
using Cutline.Segmentation.Tests.Evaluation;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Labelling;

public sealed class LabelReviewTests : IDisposable
{
    private readonly DrawnDiscs discs = new(4, 64, 48);
    private readonly TemporaryFolder folder = new();

    public LabelReviewTests()
    {
        using var teacher = new Predictor(new SmallModel().Load(folder.At("teacher.onnx")));
        var trust = new LabellingOptions { MostUnsure = 0.6 }; // small discs have much edge
        using var labelled = LabelledFolder.Open(Out, LabelRecord.Of([(teacher, new())], trust));
        new Labeller([teacher], trust).Run([.. Enumerable.Range(0, 4).Select(discs.Photo)], labelled);
    }

    private string Out => folder.At("labelled");

    [Fact]
    public void Rejected_photos_are_no_data_until_they_are_taken_back()
    {
        string name;
        using (var review = LabelReview.Open(Out))
        {
            var shares = review.Labels.Select(l => l.Row.UnsureShare!.Value).ToArray();
            Assert.Equal(shares.OrderDescending(), shares);
            name = Path.GetFileNameWithoutExtension(review.Labels[1].Row.Photo);

            review.Reject(1, true);
            review.Reject(1, true);
            Assert.Equal(3, Names().Length);
            Assert.DoesNotContain(name, Names());
            Assert.NotEmpty(review.Picture(1, masked: true));
        }

        using (var review = LabelReview.Open(Out))
        {
            Assert.Equal([false, true, false, false], review.Labels.Select(l => l.IsRejected));
            review.Reject(1, false);
        }

        Assert.Contains(name, Names());
        using var last = LabelReview.Open(Out);
        Assert.DoesNotContain(last.Labels, l => l.IsRejected);
    }

    [Fact]
    public void One_process_at_a_time_reviews_a_folder()
    {
        using (LabelReview.Open(Out))
            Assert.StartsWith(
                $"{Out} is in use by cutline label --review (process {Environment.ProcessId})",
                Assert.Throws<IOException>(() => LabelReview.Open(Out)).Message, StringComparison.Ordinal);
        LabelReview.Open(Out).Dispose();
    }

    [Fact]
    public void A_rejection_that_was_killed_between_the_two_files_is_finished()
    {
        File.Move(Path.Combine(Out, "masks", "disc02.png"), Path.Combine(Directory.CreateDirectory(
            Path.Combine(Out, "rejected", "masks")).FullName, "disc02.png"));

        using var review = LabelReview.Open(Out);
        Assert.Equal("disc02.png", review.Labels.Single(l => l.IsRejected).Row.Photo);

        Assert.Equal(["disc00", "disc01", "disc03"], Names());
        using var data = DatasetLocator.Open(Out);
        Assert.Empty(data.Validate());
    }

    [Fact]
    public void Pictures_are_the_photo_and_the_photo_with_its_mask()
    {
        using var review = LabelReview.Open(Out);

        using var photo = Photo.Load(review.Picture(0, masked: false));
        using var masked = Photo.Load(review.Picture(0, masked: true));
        using var small = Photo.Load(review.Picture(0, masked: false, side: 32));

        Assert.Equal((64, 48), (photo.Width, photo.Height));
        Assert.Equal((64, 48), (masked.Width, masked.Height));
        Assert.Equal((32, 24), (small.Width, small.Height));
        var difference = photo.Pixels.ToArray().Zip(masked.Pixels.ToArray()).Average(p => Math.Abs(p.First - p.Second));
        Assert.True(difference > 15, $"the mask changes a value by {difference} only");
    }

    [Fact]
    public void A_folder_that_was_not_labelled_is_refused() => Assert.Contains(
        "has no labels.csv", Assert.Throws<DatasetException>(() => LabelReview.Open(discs.Root)).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        discs.Dispose();
        folder.Dispose();
    }

    private string[] Names()
    {
        using var data = DatasetLocator.Open(Out);
        return [.. data.Samples.Select(s => s.Name)];
    }
}
