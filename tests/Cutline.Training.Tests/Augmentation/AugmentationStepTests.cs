using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>Steps that a user adds to an augmenter.</summary>
public sealed class AugmentationStepTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Fact]
    public void A_step_is_drawn_from_seed_batch_and_place_and_from_no_other_step()
    {
        var (photos, masks) = (full([3, 3, 4, 5], 0.5f), zeros([3, 1, 4, 5]));
        float[] Drawn(long seed, long batch, params AugmentationStep[] steps) =>
            Corners(new Augmenter(new(), walls, seed, steps).Apply(photos, masks, batch).Photos);

        var first = Drawn(1, 7, new Shade());

        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first, Drawn(1, 7, new Shade()));
        Assert.Equal(first, Drawn(1, 7, new Shade(), new Nothing()));
        Assert.NotEqual(first, Drawn(2, 7, new Shade()));
        Assert.NotEqual(first, Drawn(1, 8, new Shade()));
        Assert.NotEqual(first, Drawn(1, 7, new Nothing(), new Shade())); // the second step has a stream of its own
        var alone = new Augmenter(new(), walls, 1, new Shade()).Apply(photos.narrow(0, 0, 1), masks.narrow(0, 0, 1), 7).Photos;
        Assert.Equal(first[0], Corners(alone)[0]);

        static float[] Corners(Tensor photos) => photos.select(3, 0).select(2, 0).select(1, 0).ToArray<float>();
    }

    [Fact]
    public void A_step_does_not_change_what_the_options_do()
    {
        var (photos, masks) = (rand([2, 3, 8, 9]), rand([2, 1, 8, 9]).gt(0.5).to_type(ScalarType.Float32));
        var options = AugmentationOptions.Strong;

        var (without, mask) = new Augmenter(options, walls, seed: 3).Apply(photos, masks, batch: 5);
        var (with, sameMask) = new Augmenter(options, walls, seed: 3, new Nothing()).Apply(photos, masks, batch: 5);

        Assert.Equal(without.ToArray<float>(), with.ToArray<float>());
        Assert.Equal(mask.ToArray<float>(), sameMask.ToArray<float>());
    }

    [Fact]
    public void A_step_comes_last_may_write_into_the_photos_and_is_clamped()
    {
        var (photos, masks) = (full([1, 3, 4, 5], 0.5f), zeros([1, 4, 5], ScalarType.Int64));

        var (changed, mask) = new Augmenter(new() { Grey = 1 }, walls, 1, new Red()).Apply(photos, masks, 0);

        Assert.All(changed.select(1, 0).ToArray<float>(), v => Assert.Equal(1, v));
        Assert.All(changed.select(1, 1).ToArray<float>(), v => Assert.Equal(0.5, v, 1e-6));
        Assert.Same(masks, mask);
        new Augmenter(new(), walls, 1, new Red()).Apply(photos, masks, 0);
        Assert.All(photos.ToArray<float>(), v => Assert.Equal(0.5f, v));
    }

    [Fact]
    public void A_step_that_breaks_the_batch_is_named() =>
        Assert.Contains(
            "Half has [1x3x4x2], type = Float32, device = cpu and [1x1x4x5]",
            Assert.Throws<ArgumentException>(
                () => new Augmenter(new(), walls, 1, new Half()).Apply(zeros([1, 3, 4, 5]), zeros([1, 1, 4, 5]), 0)).Message,
            StringComparison.Ordinal);

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private sealed class Nothing : AugmentationStep
    {
        public override (Tensor, Tensor) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random) => (photos, masks);
    }

    private sealed class Shade : AugmentationStep
    {
        public override (Tensor, Tensor) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random) =>
            (photos * tensor(random.Select(r => (float)r.Unit()).ToArray(), [random.Count, 1, 1, 1]), masks);
    }

    private sealed class Red : AugmentationStep
    {
        public override (Tensor, Tensor) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random)
        {
            photos.select(1, 0).fill_(7);
            return (photos, masks);
        }
    }

    private sealed class Half : AugmentationStep
    {
        public override (Tensor, Tensor) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random) =>
            (photos.narrow(3, 0, photos.shape[3] / 2), masks);
    }
}
