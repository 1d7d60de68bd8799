using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>How <see cref="F.Interpolate(Tensor, Tensor, Interpolation)"/> reads between pixels.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>Between the four nearest, pixel centres at half positions (PyTorch's <c>align_corners=False</c>).</summary>
    Bilinear,
}

/// <summary>
/// Functions without parameters for use in a model's <c>forward</c>. Each does what PyTorch's function of that name does and tells
/// <see cref="FunctionRecorder.Current"/> of the call, so that a model made of TorchSharp's modules and these functions can be exported.
/// Sizes are given as another tensor or as a factor, never as numbers read off a shape: the exported model then takes any size.
/// Feature maps are (N, C, H, W).
/// </summary>
public static partial class F
{
    /// <summary>
    /// Joins tensors along a dimension: by default the channels of (N, C₁, H, W), (N, C₂, H, W), … to (N, C₁ + C₂ + …, H, W).
    /// </summary>
    public static Tensor Cat(IReadOnlyList<Tensor> tensors, long dim = 1)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensor[] inputs = [.. tensors];
        return Recorded("cat", torch.cat(inputs, dim), inputs, ("dim", dim));
    }

    /// <summary>a + b, broadcast.</summary>
    public static Tensor Add(Tensor a, Tensor b) => Recorded("add", a.Plus(b), [a, b]);

    /// <summary>a + b.</summary>
    public static Tensor Add(Tensor a, double b) => Recorded("add", a.Plus(b), [a], ("other", b));

    /// <summary>a − b, broadcast.</summary>
    public static Tensor Subtract(Tensor a, Tensor b) => Recorded("sub", a.sub(b), [a, b]);

    /// <summary>a − b.</summary>
    public static Tensor Subtract(Tensor a, double b) => Recorded("sub", a.sub(Held(b)), [a], ("other", b));

    /// <summary>a · b, broadcast.</summary>
    public static Tensor Multiply(Tensor a, Tensor b) => Recorded("mul", a.mul(b), [a, b]);

    /// <summary>a · b.</summary>
    public static Tensor Multiply(Tensor a, double b) => Recorded("mul", a.mul(Held(b)), [a], ("other", b));

    /// <summary>a / b, broadcast.</summary>
    public static Tensor Divide(Tensor a, Tensor b) => Recorded("div", a.div(b), [a, b]);

    /// <summary>a / b.</summary>
    public static Tensor Divide(Tensor a, double b) => Recorded("div", a.div(Held(b)), [a], ("other", b));

    /// <summary>max(x, 0).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="inPlace">Overwrites x, which must not be used afterwards: use what is returned.</param>
    public static Tensor Relu(Tensor x, bool inPlace = false) => Recorded("relu", inPlace ? x.relu_().alias() : x.relu(), [x]);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Tensor Sigmoid(Tensor x) => Recorded("sigmoid", x.sigmoid(), [x]);

    /// <summary>eˣ / Σ eˣ along a dimension: by default the channels.</summary>
    public static Tensor Softmax(Tensor x, long dim = 1) => Recorded("softmax", torch.nn.functional.softmax(x, dim), [x], ("dim", dim));

    /// <summary>min(max(x, min), max).</summary>
    public static Tensor Clamp(Tensor x, double min, double max) =>
        Recorded("clamp", x.clamp(Held(min), Held(max)), [x], ("min", min), ("max", max));

    /// <summary>The mean along dimensions.</summary>
    public static Tensor Mean(Tensor x, long[] dims, bool keepDim = true) =>
        Recorded("mean", x.mean(dims, keepDim), [x], ("dim", dims), ("keepdim", keepDim ? 1L : 0L));

    /// <summary>Tells the thread's recorder, where there is one, of a call, and returns its output.</summary>
    private static Tensor Recorded(string function, Tensor output, Tensor[] inputs,
        params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        if (FunctionRecorder.Current is not { } recorder) return output;
        var named = new Dictionary<string, object>();
        foreach (var (name, value) in attributes) named.Add(name, value);
        recorder.Record(new FunctionCall(function, inputs, output, named));
        return output;
    }
}
