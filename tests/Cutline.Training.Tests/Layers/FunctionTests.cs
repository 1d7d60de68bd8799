using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Layers;

public sealed class FunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Each_function_does_what_its_name_says()
    {
        var x = tensor([-1f, 0, 2, 5], [1, 1, 2, 2]);
        Assert.Equal([0, 0, 2, 5], F.Relu(x).ToArray<float>());
        Assert.Equal([-1, 0, 2, 3], F.Clamp(x, -1, 3).ToArray<float>());
        Assert.Equal([1, 2, 4, 7], F.Add(x, 2).ToArray<float>());
        Assert.Equal([-2, 0, 4, 10], F.Add(x, x).ToArray<float>());
        Assert.Equal([-3, -2, 0, 3], F.Subtract(x, 2).ToArray<float>());
        Assert.Equal([0, 0, 0, 0], F.Subtract(x, x).ToArray<float>());
        Assert.Equal([1, 0, 4, 25], F.Multiply(x, x).ToArray<float>());
        Assert.Equal([-2, 0, 4, 10], F.Multiply(x, 2).ToArray<float>());
        Assert.Equal([-0.5f, 0, 1, 2.5f], F.Divide(x, 2).ToArray<float>());
        Assert.Equal([1, 1], F.Divide(tensor([2f, 3f]), tensor([2f, 3f])).ToArray<float>());
        Assert.Equal(1 / (1 + Math.Exp(-5)), F.Sigmoid(x).ToArray<float>()[3], 1e-6);
        Assert.Equal([1, 1, 1, 1], F.Softmax(x).ToArray<float>());
        Assert.Equal([1.5f], F.Mean(x, [2, 3]).ToArray<float>());
        Assert.Equal([1.5f], F.GlobalAvgPool(x).ToArray<float>());
        Assert.Equal([5], F.MaxPool(x, 2).ToArray<float>());
        Assert.Equal([-0.25f, 0, 0.5f, 1.25f], F.AvgPool(x, 2, stride: 2, padding: 1).ToArray<float>());
        Assert.Equal([1, 2, 2, 2], F.Cat([x, x]).shape);
        Assert.Equal([-1, -1, 0, 0, -1, -1, 0, 0, 2, 2, 5, 5, 2, 2, 5, 5], F.Interpolate(x, 2, Interpolation.Nearest).ToArray<float>());
        Assert.Equal([0, 1, 2, 3], F.PixelShuffle(arange(4).to(ScalarType.Float32).view(1, 4, 1, 1), 2).ToArray<float>());
        Assert.Equal([1, 1, 3, 5], F.Interpolate(x, 3, 5).shape);
        Assert.Equal([1, 1, 7, 3], F.Interpolate(x, like: zeros(1, 9, 7, 3)).shape);
    }

    [Fact]
    public void Tokens_are_the_pixels_row_by_row_and_a_map_is_made_of_them_again()
    {
        var map = arange(12).to(ScalarType.Float32).view(1, 2, 2, 3);
        var tokens = F.Tokens(map);
        Assert.Equal([1, 6, 2], tokens.shape);
        Assert.Equal([0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11], tokens.contiguous().ToArray<float>());
        Assert.Equal(map.ToArray<float>(), F.Map(tokens, like: zeros(1, 5, 2, 3)).contiguous().ToArray<float>());
    }

    /// <summary>Two heads of one channel: softmax(q · k) by hand.</summary>
    [Fact]
    public void Attention_by_hand()
    {
        var (query, key) = (tensor([1f, 2f], [1, 1, 2]), tensor([0f, 3f, 1f, 4f], [1, 2, 2]));
        var value = tensor([10f, 20f, 30f, 40f], [1, 2, 2]);
        var y = F.Attention(query, key, value, heads: 2).ToArray<float>();
        var (a, b) = (1 / (1 + Math.Exp(1 * 1 - 1 * 0)), 1 / (1 + Math.Exp(2 * 4 - 2 * 3)));
        Assert.Equal([a * 10 + (1 - a) * 30, b * 20 + (1 - b) * 40], y.Select(v => (double)v), (x, z) => Math.Abs(x - z) < 1e-4);

        // One head of two channels: the scores are divided by √2.
        var c = 1 / (1 + Math.Exp((1 * 1 + 2 * 4 - 2 * 3) / Math.Sqrt(2)));
        Assert.Equal([c * 10 + (1 - c) * 30, c * 20 + (1 - c) * 40],
            F.Attention(query, key, value, heads: 1).ToArray<float>().Select(v => (double)v), (x, z) => Math.Abs(x - z) < 1e-4);
    }

    [Fact]
    public void Padding_adds_zeros_at_the_right_and_the_bottom_and_cropping_takes_them_off()
    {
        var x = ones(1, 1, 3, 5);
        var padded = F.PadToMultiple(x, 4);
        Assert.Equal([1, 1, 4, 8], padded.shape);
        Assert.Equal(15, padded.sum().item<float>());
        Assert.Equal(15, padded.narrow(2, 0, 3).narrow(3, 0, 5).sum().item<float>());
        Assert.Equal(x.ToArray<float>(), F.CropLike(padded, x).ToArray<float>());
        Assert.Equal([1, 1, 4, 8], F.PadToMultiple(padded, 4).shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => F.PadToMultiple(x, 0));
    }

    [Fact]
    public void A_recorder_sees_every_call_on_its_thread_until_its_scope_ends()
    {
        var recorder = new Recorder();
        var x = rand(1, 4, 5, 6);
        using (FunctionRecorder.Use(recorder))
        {
            var y = F.Interpolate(F.Relu(F.PadToMultiple(x, 4), inPlace: true), like: x);
            Assert.Same(y, recorder.Calls[^1].Output);
            var other = new Thread(() => F.Sigmoid(x));
            other.Start();
            other.Join();
        }

        F.Sigmoid(x);
        Assert.Equal(["pad_to_multiple", "relu", "interpolate"], recorder.Calls.Select(c => c.Function));
        Assert.Same(recorder.Calls[0].Output, recorder.Calls[1].Inputs[0]);
        Assert.Equal(4L, recorder.Calls[0].Attributes["multiple"]);
        Assert.Equal("bilinear", recorder.Calls[2].Attributes["mode"]);
        Assert.Null(FunctionRecorder.Current);
    }

    public void Dispose() => scope.Dispose();

    private sealed class Recorder : IFunctionRecorder
    {
        public List<FunctionCall> Calls { get; } = [];

        public void Record(FunctionCall function) => Calls.Add(function);
    }
}
