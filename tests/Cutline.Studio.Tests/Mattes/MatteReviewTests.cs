using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

public sealed class MatteReviewTests
{
    [Fact]
    public void A_sure_whole_and_large_car_needs_none() => Assert.Empty(Of(1, 20, 20, 160, 60));

    [Fact]
    public void Less_than_the_threshold_is_unsure_unless_a_hand_was_there()
    {
        Assert.Equal([ReviewReason.Unsure], Of(MatteReview.LeastConfidence - 0.001, 20, 20, 160, 60));
        Assert.Empty(Of(MatteReview.LeastConfidence, 20, 20, 160, 60));
        Assert.Empty(Of(0.1, 20, 20, 160, 60, retouched: true));
    }

    [Fact]
    public void A_model_may_have_a_threshold_of_its_own()
    {
        using var matte = Rectangle(0.7, 20, 20, 160, 60);
        Assert.Empty(MatteReview.Of(matte, retouched: false));
        Assert.Equal([ReviewReason.Unsure], MatteReview.Of(matte, retouched: false, leastConfidence: 0.71));
        Assert.Empty(MatteReview.Of(matte, retouched: false, leastConfidence: 0.7));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(40, 20)]
    [InlineData(20, 0)]
    [InlineData(20, 40)]
    public void A_car_at_any_edge_is_cut_off(int x, int y) => Assert.Equal([ReviewReason.CutOff], Of(1, x, y, 160, 60));

    [Fact]
    public void A_pixel_at_the_edge_is_not()
    {
        using var matte = Rectangle(1, 20, 20, 160, 60);
        matte.Writable[0] = 255;
        matte.Measure();
        Assert.Empty(MatteReview.Of(matte, retouched: false));
    }

    [Fact]
    public void Less_than_three_tenths_of_the_photo_is_small()
    {
        Assert.Equal([ReviewReason.Small], Of(1, 20, 20, 59, 40));
        Assert.Empty(Of(1, 20, 20, 60, 40));
    }

    private static IReadOnlyList<ReviewReason> Of(double confidence, int x, int y, int width, int height, bool retouched = false)
    {
        using var matte = Rectangle(confidence, x, y, width, height);
        return MatteReview.Of(matte, retouched);
    }

    private static Matte Rectangle(double confidence, int x, int y, int width, int height)
    {
        var matte = new Matte(200, 100, confidence);
        matte.Writable.Clear();
        for (var row = y; row < y + height; row++) matte.Writable.Slice(row * 200 + x, width).Fill(255);
        matte.Measure();
        return matte;
    }
}
