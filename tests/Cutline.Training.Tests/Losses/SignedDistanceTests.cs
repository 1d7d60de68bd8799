using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

public sealed class SignedDistanceTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void By_hand()
    {
        // A row of three in a plane of 3 × 5: its middle is 1 from the rest, as are its ends.
        var root = MathF.Sqrt(2);
        float[] expected = [root, 1, 1, 1, root, 1, 0, 0, 0, 1, root, 1, 1, 1, root];
        Assert.Equal(expected, Of([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], 3, 5));
        Assert.Equal([-2, -1, 0, 1, 2], Of([1, 1, 1, 0, 0], 1, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_plane_without_border_has_no_distances(float value) =>
        Assert.Equal(new float[6], Of([value, value, value, value, value, value], 2, 3));

    [Fact]
    public void The_same_as_measuring_every_pair()
    {
        var random = new Random(4);
        foreach (var share in (double[])[0.02, 0.3, 0.97])
        {
            var (height, width) = (17, 23);
            var shape = Enumerable.Range(0, height * width).Select(_ => random.NextDouble() < share ? 1f : 0).ToArray();
            var distances = Of(shape, height, width);
            for (var i = 0; i < shape.Length; i++)
            {
                var nearest = Enumerable.Range(0, shape.Length).Where(j => shape[j] != shape[i])
                    .Min(j => Math.Sqrt(Math.Pow(i / width - j / width, 2) + Math.Pow(i % width - j % width, 2)));
                Assert.Equal(shape[i] > 0 ? 1 - nearest : nearest, distances[i], 1e-5);
            }
        }
    }

    public void Dispose() => scope.Dispose();

    private static float[] Of(float[] shape, int height, int width) =>
        SignedDistance.Of(tensor(shape, [1, 1, height, width])).ToArray<float>();
}
