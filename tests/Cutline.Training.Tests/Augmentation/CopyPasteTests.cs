using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>
/// Objects of one photo in another. Photo i is of one grey of its own, and has two squares of class 1 and a brighter one of class 2, in the
/// colour of its own channel.
/// </summary>
[Collection("live tensors")]
public sealed class CopyPasteTests : IDisposable
{
    private const int N = 3, Height = 48, Width = 64, Side = 10;

    private static readonly AugmentationOptions Always = new() { CopyPaste = 1 };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Fact]
    public void What_is_pasted_has_the_colour_and_the_class_of_its_source_and_nothing_else_changes()
    {
        var (photos, masks) = Scenes();
        var (pasted, whole) = (new HashSet<(int Source, long Class)>(), 0);
        for (var batch = 0; batch < 20; batch++)
        {
            var (varied, labels) = Apply(Always, photos, masks, batch);
            for (var i = 0; i < N; i++)
            {
                var (before, after) = (photos.select(0, i).ToArray<float>(), varied.select(0, i).ToArray<float>());
                var (was, now) = (masks.select(0, i).ToArray<long>(), labels.select(0, i).ToArray<long>());
                for (var p = 0; p < was.Length; p++)
                {
                    float At(float[] photo, int channel) => photo[channel * Height * Width + p];
                    if (Enumerable.Range(0, 3).All(c => At(before, c) == At(after, c)))
                    {
                        Assert.Equal(was[p], now[p]);
                        continue;
                    }

                    Assert.InRange(now[p], 1, 2);
                    var source = Enumerable.Range(0, N).Where(s => s != i).Single(s => At(after, s) > 0.3);
                    // At least half of it is the object's colour, and the rest the grey around it.
                    Assert.InRange(At(after, source), (Colour(now[p]) + Ground(source)) / 2 - 1e-4, Colour(now[p]) + 1e-4);
                    Assert.All([0, 1, 2], c => Assert.True(c == source || Math.Abs(At(after, c) - Ground(source)) < 1e-5));
                    pasted.Add((source, now[p]));
                    whole += Math.Abs(At(after, source) - Colour(now[p])) < 1e-5 ? 1 : 0;
                }
            }
        }

        Assert.Equal(2 * N, pasted.Count);
        Assert.True(whole > 2000, $"{whole} pixels have the colour of an object");
    }

    [Fact]
    public void Sizes_are_of_half_to_one_and_a_half_and_sometimes_both_objects_of_a_class_come()
    {
        var (photos, masks) = Scenes();
        photos = cat([photos.narrow(0, 0, 1), photos.narrow(0, 1, 1)], 0);
        masks = cat([zeros_like(masks.narrow(0, 0, 1)), masks.narrow(0, 1, 1)], 0);
        var areas = Enumerable.Range(0, 60).Select(batch => Apply(Always, photos, masks, batch).Masks.select(0, 0))
            .Select(m => m.gt(0).sum().item<long>()).ToArray();

        Assert.InRange(areas.Max(), Side * Side * 2, 2 * Side * Side * 2.4);
        Assert.Contains(areas, a => a is > 0 and < Side * Side / 2);
    }

    [Fact]
    public void A_seed_a_step_and_a_place_say_what_is_pasted()
    {
        var (photos, masks) = Scenes();
        var all = Always with { Hue = 20, Noise = 0.1, Night = 0.5 };

        Assert.Equal(Labels(Always, 3), Labels(Always, 3));
        Assert.Equal(Labels(Always, 3), Labels(all, 3));
        Assert.NotEqual(Labels(Always, 3), Labels(Always, 4));

        long[] Labels(AugmentationOptions options, int batch) => Apply(options, photos, masks, batch).Masks.ToArray<long>();
    }

    [Fact]
    public void Void_is_not_pasted_and_is_covered()
    {
        var (photos, masks) = Scenes();
        masks[1] = 255;                                                     // void alone gives nothing
        masks[2] = 255;
        var (same, kept) = Apply(Always, photos.narrow(0, 1, 2), masks.narrow(0, 1, 2));
        Assert.Equal(photos.narrow(0, 1, 2).ToArray<float>(), same.ToArray<float>());
        Assert.All(kept.ToArray<long>(), v => Assert.Equal(255, v));

        var (_, covered) = Apply(Always, photos.narrow(0, 0, 2), masks.narrow(0, 0, 2));
        Assert.Equal(masks.select(0, 0).ToArray<long>(), covered.select(0, 0).ToArray<long>());
        Assert.Contains(covered.select(0, 1).ToArray<long>(), v => v is 1 or 2);
        Assert.DoesNotContain(covered.select(0, 1).ToArray<long>(), v => v == 0);
    }

    [Fact]
    public void Into_binary_masks_the_foreground_is_pasted_void_stays_and_photos_alone_stay_as_they_are()
    {
        var (photos, classes) = Scenes();
        var masks = classes.unsqueeze(1).eq(1).to_type(ScalarType.Float32);
        masks.narrow(2, 0, 2).fill_(255);

        var (varied, labels) = Apply(Always, photos, masks);

        var (was, now) = (masks.ToArray<float>(), labels.ToArray<float>());
        Assert.True(now.Count(v => v == 1) > was.Count(v => v == 1));
        Assert.All(was.Zip(now), p => Assert.True(p.First == p.Second || p.Second == 1));
        var changed = varied.ne(photos).any(1, keepdim: true);
        Assert.All(labels.masked_select(changed).ToArray<float>(), v => Assert.Equal(1, v));

        var (alone, mask) = Apply(Always, photos.narrow(0, 0, 1), masks.narrow(0, 0, 1));
        Assert.Equal(photos.narrow(0, 0, 1).ToArray<float>(), alone.ToArray<float>());
        Assert.Equal(masks.narrow(0, 0, 1).ToArray<float>(), mask.ToArray<float>());
    }

    [Fact]
    public void Class_0_and_what_covers_most_of_a_photo_are_no_objects()
    {
        var (photos, masks) = Scenes();
        masks = where(masks.eq(0), tensor(3L), zeros_like(masks));

        var (varied, labels) = Apply(Always, photos, masks);

        Assert.Equal(photos.ToArray<float>(), varied.ToArray<float>());
        Assert.Equal(masks.ToArray<long>(), labels.ToArray<long>());
    }

    [Fact]
    public void Nothing_given_is_written_into_and_no_tensor_stays()
    {
        var (photos, masks) = Scenes();
        var (given, givenMasks) = (photos.ToArray<float>(), masks.ToArray<long>());
        Apply(Always, photos, masks);
        var before = Tensor.TotalCount;
        using (NewDisposeScope()) Apply(Always with { Rotate = 5 }, photos, masks);
        Assert.True(Tensor.TotalCount <= before, $"{Tensor.TotalCount - before} tensors stay");
        Assert.Equal(given, photos.ToArray<float>());
        Assert.Equal(givenMasks, masks.ToArray<long>());
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private static float Ground(int photo) => 0.05f + 0.02f * photo;

    private static float Colour(long label) => 0.4f + 0.25f * label;

    private static (Tensor Photos, Tensor Masks) Scenes()
    {
        var (photos, masks) = (zeros([N, 3, Height, Width]), zeros([N, Height, Width], ScalarType.Int64));
        for (var i = 0; i < N; i++)
        {
            photos.select(0, i).fill_(Ground(i));
            foreach (var (x, y, label) in ((int, int, long)[])[(4, 6, 1), (40, 30, 1), (24, 18, 2)])
            {
                photos.select(0, i).select(0, i).narrow(0, y, Side).narrow(1, x, Side).fill_(Colour(label));
                masks.select(0, i).narrow(0, y, Side).narrow(1, x, Side).fill_(label);
            }
        }

        return (photos, masks);
    }

    private (Tensor Photos, Tensor Masks) Apply(AugmentationOptions options, Tensor photos, Tensor masks, long batch = 0) =>
        new Augmenter(options, walls, seed: 5).Apply(photos, masks, batch);
}
