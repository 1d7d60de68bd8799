using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>
/// What is placed about an object, and what the night and a camera do. Photo i is grey with a square in a colour of its own, its mask.
/// </summary>
[Collection("live tensors")]
public sealed class AugmentSceneTests : IDisposable
{
    private const int N = 4, Height = 48, Width = 64, Left = 24, Top = 8, Side = 14;
    private const float Grey = 0.5f;

    private static readonly AugmentationOptions Everything = AugmentationOptions.Lot with
    {
        Fill = 1, Neighbour = 1, Reflection = 1, Occluder = 1, Night = 1, MotionBlur = 1, Sharpen = 1,
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Fact]
    public void A_neighbour_is_a_smaller_object_of_another_photo_and_background()
    {
        var (photos, masks) = Squares();
        var (seen, front) = (0, 0);
        for (var batch = 0; batch < 10; batch++)
        {
            var (varied, mask) = Apply(new() { Neighbour = 1 }, photos, masks, batch);
            for (var i = 0; i < N; i++)
            {
                var (colours, own) = (ColoursOf(varied, i), mask.select(0, i).ToArray<float>());
                Assert.DoesNotContain(own.Zip(masks.select(0, i).ToArray<float>()), p => p.First > p.Second);
                for (var p = 0; p < own.Length; p++)
                    Assert.True(own[p] == 0 || colours[p] == i || colours[p] < 0, $"the mask covers colour {colours[p]}");
                Assert.InRange(colours.Where((c, p) => own[p] == 1 && c < 0).Count(), 0, 4 * Side);          // the soft edge
                var others = colours.Count(c => c >= 0 && c != i);
                Assert.True(others < own.Sum(), $"{others} pixels of a neighbour beside {own.Sum()}");
                seen += others > 0 ? 1 : 0;
                front += own.Sum() < Side * Side ? 1 : 0;
            }
        }

        Assert.InRange(seen, 30, 40);
        Assert.InRange(front, 1, 15);
    }

    [Fact]
    public void Posts_and_people_take_from_the_mask_what_they_cover()
    {
        var (photos, masks) = Squares();

        var (varied, mask) = Apply(new() { Occluder = 1 }, photos, masks);

        for (var i = 0; i < N; i++)
        {
            var (colours, own, whole) = (ColoursOf(varied, i), mask.select(0, i).ToArray<float>(), masks.select(0, i).ToArray<float>());
            Assert.InRange(own.Sum(), 1, Side * Side - 1);
            var kept = Enumerable.Range(0, own.Length).Where(p => whole[p] == 1).ToLookup(p => own[p] == 1);
            Assert.True(kept[true].Count(p => colours[p] == i) > 0.6 * kept[true].Count());     // but for the soft edge
            Assert.All(kept[false], p => Assert.NotEqual(i, colours[p]));
        }
    }

    [Fact]
    public void A_reflection_is_below_the_object_and_faint()
    {
        var (photos, masks) = Squares();

        var (varied, mask) = Apply(new() { Reflection = 1 }, photos, masks);

        Assert.Equal(masks.ToArray<float>(), mask.ToArray<float>());
        var change = (varied - photos).abs().sum(1);                                              // (N, H, W)
        const int bottom = Top + Side, blur = 6;
        Assert.Equal(0, change.narrow(1, 0, bottom - blur).max().item<float>(), 1e-5);
        Assert.Equal(0, change.narrow(1, bottom + Side + blur, Height - bottom - Side - blur).max().item<float>(), 1e-5);
        for (var i = 0; i < N; i++)
            Assert.InRange(change.select(0, i)[bottom + 4, Left + Side / 2].item<float>(), 0.05, 0.8 * Difference(photos, i));
    }

    [Fact]
    public void At_night_most_of_a_photo_is_darker_and_lamps_are_bright()
    {
        var (photos, masks) = (full([N, 3, Height, Width], 0.6f), zeros([N, 1, Height, Width]));
        var brightest = 0f;
        for (var batch = 0; batch < 4; batch++)
        {
            var night = Apply(new() { Night = 1 }, photos, masks, batch).Photos;
            for (var i = 0; i < N; i++)
                Assert.InRange(night.select(0, i).ToArray<float>().Order().ElementAt(3 * Height * Width / 2), 0, 0.55f);
            brightest = Math.Max(brightest, night.max().item<float>());
        }

        Assert.Equal(1, brightest);
    }

    [Fact]
    public void A_moving_camera_blurs_and_keeps_the_light_and_sharpening_overshoots()
    {
        var stripes = tensor([.. Enumerable.Range(0, Width).Select(x => x / 4 % 2 == 0 ? 0.4f : 0.6f)]);
        var photos = stripes.view(1, 1, 1, Width).expand(N, 3, Height, Width).contiguous();
        var masks = zeros([N, 1, Height, Width]);

        var moved = Apply(new() { MotionBlur = 1 }, photos, masks).Photos;
        Assert.Equal(0.5, moved.mean().item<float>(), 0.01);
        Assert.True(moved.std().item<float>() < 0.98 * photos.std().item<float>());
        Assert.InRange(moved.min().item<float>(), 0.4f - 1e-5f, 0.6f);

        var sharp = Apply(new() { Sharpen = 1 }, photos, masks).Photos;
        Assert.InRange(sharp.min().item<float>(), 0, 0.39);
        Assert.InRange(sharp.max().item<float>(), 0.61, 1);
    }

    [Fact]
    public void Beyond_the_border_a_background_is_seen_and_the_photo_stays()
    {
        var (photos, masks) = Squares();
        var smaller = new AugmentationOptions { ScaleDown = 0.4, ScaleUp = 1, Shift = 0.2 };

        var (black, mask) = Apply(smaller, photos, masks);
        var (filled, same) = Apply(smaller with { Fill = 1 }, photos, masks);

        Assert.Equal(mask.ToArray<float>(), same.ToArray<float>());
        var beyond = black.sum(1).eq(0);                                                          // (N, H, W)
        Assert.True(beyond.sum().item<long>() > 500);
        Assert.True(filled.sum(1).masked_select(beyond).gt(0.01).to_type(ScalarType.Float32).mean().item<float>() > 0.9);
        var inside = black.sum(1).gt(0.99 * 3 * Grey);
        Assert.Equal(0, (filled - black).abs().sum(1).masked_select(inside).max().item<float>(), 1e-5);
    }

    [Fact]
    public void Where_things_lie_and_what_each_does_is_the_same_whatever_else_happens()
    {
        var (photos, masks) = Squares();
        var places = new AugmentationOptions { Flip = 0.5, Rotate = 10, Shift = 0.1, Neighbour = 0.5, Occluder = 0.5 };
        var all = places with { Night = 0.5, MotionBlur = 0.5, Sharpen = 0.5, Reflection = 0.5, Fill = 0.5, Noise = 0.1, Hue = 20 };

        var expected = Apply(places, photos, masks).Masks.ToArray<float>();

        Assert.Equal(expected, Apply(all, photos, masks).Masks.ToArray<float>());
        Assert.NotEqual(expected, Apply(places with { Occluder = 0, Neighbour = 0 }, photos, masks).Masks.ToArray<float>());
    }

    [Fact]
    public void Masks_of_classes_and_a_photo_alone_have_nothing_placed_about_them()
    {
        var (photos, masks) = Squares();
        var placed = new AugmentationOptions { Neighbour = 1, Occluder = 1, Reflection = 1, Fill = 1 };

        var classes = Apply(placed, photos, masks.squeeze(1).to_type(ScalarType.Int64));
        Assert.Equal(photos.ToArray<float>(), classes.Photos.ToArray<float>());

        var alone = Apply(new() { Neighbour = 1 }, photos.narrow(0, 0, 1), masks.narrow(0, 0, 1));
        Assert.Equal(photos.narrow(0, 0, 1).ToArray<float>(), alone.Photos.ToArray<float>());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(Height, Width)]
    public void All_of_it_stays_in_range_repeats_and_leaves_no_tensors(int height, int width)
    {
        var (photos, masks) = (rand([3, 3, height, width]), rand([3, 1, height, width]).gt(0.5).to_type(ScalarType.Float32));
        var (given, givenMasks) = (photos.ToArray<float>(), masks.ToArray<float>());
        var first = Apply(Everything, photos, masks).Photos.ToArray<float>();
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var (varied, mask) = Apply(Everything, photos, masks);
            Assert.Equal(first, varied.ToArray<float>());
            Assert.All(varied.ToArray<float>(), v => Assert.InRange(v, 0, 1));
            Assert.All(mask.ToArray<float>(), v => Assert.True(v is 0 or 1));
        }

        Assert.True(Tensor.TotalCount <= before, $"{Tensor.TotalCount - before} tensors stay");
        Assert.Equal(given, photos.ToArray<float>());
        Assert.Equal(givenMasks, masks.ToArray<float>());
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(AugmentationOptions options, Tensor photos, Tensor masks, long batch = 1) =>
        new Augmenter(options, walls, seed: 7).Apply(photos, masks, batch);

    /// <summary>The colour of photo i's square: red, green, blue, white.</summary>
    private static float[] Colour(int i) => i < 3 ? [i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0] : [1, 1, 1];

    private static (Tensor Photos, Tensor Masks) Squares()
    {
        var (photos, masks) = (full([N, 3, Height, Width], Grey), zeros([N, 1, Height, Width]));
        for (var i = 0; i < N; i++)
        {
            photos.narrow(0, i, 1).narrow(2, Top, Side).narrow(3, Left, Side).copy_(tensor(Colour(i), [1, 3, 1, 1]));
            masks.narrow(0, i, 1).narrow(2, Top, Side).narrow(3, Left, Side).fill_(1);
        }

        return (photos, masks);
    }

    private static float Difference(Tensor photos, int i) => Colour(i).Sum(v => Math.Abs(v - Grey));

    /// <summary>Of each pixel the photo whose square has its colour, −1 for none.</summary>
    private static int[] ColoursOf(Tensor photos, int i)
    {
        var pixels = photos.select(0, i).contiguous().ToArray<float>();
        var plane = Height * Width;
        bool Is(int p, int of) => Enumerable.Range(0, 3).All(c => Math.Abs(pixels[c * plane + p] - Colour(of)[c]) < 0.02);
        return [.. Enumerable.Range(0, plane).Select(p => Array.FindIndex([0, 1, 2, 3], of => Is(p, of)))];
    }
}
