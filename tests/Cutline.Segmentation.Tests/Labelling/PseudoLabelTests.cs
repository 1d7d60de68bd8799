using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labelling;

namespace Cutline.Segmentation.Tests.Labelling;

public sealed class PseudoLabelTests
{
    private static readonly LabellingOptions Lenient = new() { Agreement = 0, LeastObject = 0.001, MostUnsure = 1 };

    [Fact]
    public void A_pixel_is_void_where_the_teacher_is_unsure()
    {
        using var label = PseudoLabel.Of([Row(0.9f, 0.76f, 0.74f, 0.5f, 0.26f, 0.24f, 0.1f, 0)], Lenient);

        Assert.Equal([255, 255, 128, 128, 128, 0, 0, 0], label.Mask.Pixels.ToArray());
        Assert.Equal(2.0 / 8, label.ObjectShare);
        Assert.Equal(3.0 / 5, label.UnsureShare);
        Assert.Null(label.Agreement);
        Assert.Null(label.Reason);
    }

    [Fact]
    public void A_refined_outline_is_the_one_that_counts()
    {
        var coarse = new ProbabilityMap([1, 0.5f, 0, 0], 4, 1, 4, 1) { Refined = new([1, 0.9f, 0.1f, 0], 1, 1, 4) };

        using var label = PseudoLabel.Of([coarse], Lenient);

        Assert.Equal([255, 255, 0, 0], label.Mask.Pixels.ToArray());
    }

    [Fact]
    public void Teachers_have_to_be_sure_of_the_same()
    {
        using var label = PseudoLabel.Of([Row(1, 1, 1, 0, 0, 0.6f), Row(1, 1, 0, 1, 0, 0)], Lenient);

        Assert.Equal([255, 255, 128, 128, 0, 128], label.Mask.Pixels.ToArray());
        Assert.Equal(2.0 / 5, label.Agreement); // 1, 2 in both; 1, 2, 3, 4, 6 in either
    }

    [Fact]
    public void Of_three_teachers_the_two_that_differ_most_say_how_far_they_agree()
    {
        using var label = PseudoLabel.Of([Row(1, 1, 1, 1), Row(1, 1, 1, 0), Row(1, 0, 0, 0)], Lenient);

        Assert.Equal(1.0 / 4, label.Agreement);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "only 0.0 % of it is car")]
    [InlineData(1, 0, 0, 0, "only 25.0 % of it is car")]
    [InlineData(1, 1, 0.5, 0.5, "50.0 % of what may be car is unsure")]
    [InlineData(1, 1, 1, 0, null)]
    public void Photos_are_dropped_for_a_reason(float a, float b, float c, float d, string? reason)
    {
        using var label = PseudoLabel.Of([Row(a, b, c, d)], new() { LeastObject = 0.3 });

        Assert.Equal(reason, label.Reason);
    }

    [Fact]
    public void Teachers_that_disagree_drop_a_photo()
    {
        using var label = PseudoLabel.Of([Row(1, 1, 1, 0), Row(1, 1, 0, 0)], new() { MostUnsure = 1 });

        Assert.Equal("teachers agree to 0.667 only", label.Reason);
    }

    [Fact]
    public void Probabilities_are_enlarged_before_they_are_judged()
    {
        using var label = PseudoLabel.Of([new([0, 1], 2, 1, 8, 1)], Lenient);

        Assert.Equal([0, 0, 0, 128, 128, 255, 255, 255], label.Mask.Pixels.ToArray()); // 0, 0, 1/8, 3/8, 5/8, 7/8, 1, 1
    }

    [Fact]
    public void Only_the_largest_object_is_kept_where_a_photo_shows_one()
    {
        using var label = PseudoLabel.Of([Row(1, 1, 1, 0, 1, 1, 0, 0)], Lenient with { LargestOnly = true });

        Assert.Equal([255, 255, 255, 0, 128, 128, 0, 0], label.Mask.Pixels.ToArray());
        Assert.Equal((3.0 / 8, 2.0 / 5), (label.ObjectShare, label.UnsureShare));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PseudoLabel.Of([], new()));
        Assert.Throws<ArgumentException>(() => PseudoLabel.Of([Row(1, 0), Row(1, 0, 0)], new()));
        foreach (var options in (LabellingOptions[])
            [new() { Unsure = 0 }, new() { Unsure = 0.6 }, new() { Agreement = 1.1 }, new() { LeastObject = 0 }, new() { MostUnsure = -1 }])
            Assert.Throws<ArgumentException>(options.Validated);
    }

    [Fact]
    public void Objects_are_what_a_flood_would_fill()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (width, height) = (1 + random.Next(12), 1 + random.Next(12));
            var mask = Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < 0.5 ? (byte)255 : (byte)0).ToArray();
            var objects = Flooded(mask, width);
            var largest = objects.Count == 0 ? [] : objects.MaxBy(o => o.Count)!;

            var kept = mask.ToArray();
            ConnectedObjects.KeepLargest(kept, width, 255, 7);

            for (var i = 0; i < mask.Length; i++) Assert.Equal(mask[i] == 0 ? 0 : largest.Contains(i) ? 255 : 7, kept[i]);
        }
    }

    private static ProbabilityMap Row(params float[] probabilities) =>
        new(probabilities, probabilities.Length, 1, probabilities.Length, 1);

    private static List<HashSet<int>> Flooded(byte[] mask, int width)
    {
        var (objects, seen) = (new List<HashSet<int>>(), new HashSet<int>());
        for (var start = 0; start < mask.Length; start++)
        {
            if (mask[start] == 0 || !seen.Add(start)) continue;
            var (found, left) = (new HashSet<int> { start }, new Stack<int>([start]));
            while (left.TryPop(out var i))
            {
                for (var y = i / width - 1; y <= i / width + 1; y++)
                {
                    for (var x = i % width - 1; x <= i % width + 1; x++)
                    {
                        if (x < 0 || x >= width || y < 0 || y >= mask.Length / width || mask[y * width + x] == 0) continue;
                        if (!seen.Add(y * width + x)) continue;
                        found.Add(y * width + x);
                        left.Push(y * width + x);
                    }
                }
            }

            objects.Add(found);
        }

        return objects;
    }
}
