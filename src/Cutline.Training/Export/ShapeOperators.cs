using TorchSharp.Modules;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of layers that resize, pad and rearrange.</summary>
internal static class ShapeOperators
{
    internal static void Register()
    {
        OnnxOperators.Register<Upsample>((onnx, m, x) => Upsample(onnx, m, x[0]));
        OnnxOperators.Register<PixelShuffle>((onnx, m, x) => onnx.Add("DepthToSpace", x, ("blocksize", m.upscale_factor), ("mode", "CRD")));
        OnnxOperators.Register<PixelUnshuffle>((onnx, m, x) => PixelUnshuffle(onnx, x[0], m.downscale_factor));
        OnnxOperators.Register<ChannelShuffle>((onnx, m, x) => ChannelShuffle(onnx, x[0], m.groups));
        OnnxOperators.Register<ZeroPad2d>((onnx, m, x) => Pad(onnx, x[0], m.padding, PaddingModes.Constant, 0));
        OnnxOperators.Register<ConstantPad2d>((onnx, m, x) => Pad(onnx, x[0], m.padding, PaddingModes.Constant, m.value));
        OnnxOperators.Register<ReflectionPad2d>((onnx, m, x) => Pad(onnx, x[0], m.padding, PaddingModes.Reflect, 0));
        OnnxOperators.Register<ReplicationPad2d>((onnx, m, x) => Pad(onnx, x[0], m.padding, PaddingModes.Replicate, 0));
        OnnxOperators.Register<Flatten>((onnx, m, x) => Flatten(onnx, x[0], m.start_dim, m.end_dim));
        OnnxOperators.Register<Unflatten>((onnx, m, x) => Unflatten(onnx, x[0], m.dim, m.unflattened_size));
    }

    /// <summary>Pads height and width.</summary>
    /// <param name="padding">Left, right, top, bottom, as PyTorch orders them; or one number for all four.</param>
    internal static string Pad(OnnxBuilder onnx, string x, long[] padding, PaddingModes mode, double value)
    {
        var (left, right, top, bottom) = padding.Length == 1
            ? (padding[0], padding[0], padding[0], padding[0]) : (padding[0], padding[1], padding[2], padding[3]);
        var name = mode switch
        {
            PaddingModes.Constant => "constant",
            PaddingModes.Reflect => "reflect",
            PaddingModes.Replicate => "edge",
            _ => throw new OnnxExportException($"padding mode {mode} has no ONNX form: use Zeros, Reflect or Replicate"),
        };
        var pads = onnx.Integers(0, 0, top, left, 0, 0, bottom, right);
        return onnx.Add("Pad", mode == PaddingModes.Constant ? [x, pads, onnx.Number(value)] : [x, pads], ("mode", name));
    }

    /// <summary>Resizes height and width to sizes that a value of the graph holds.</summary>
    /// <param name="size">Name of a vector of two integers.</param>
    internal static string ResizeTo(OnnxBuilder onnx, string x, string size, UpsampleMode mode, bool alignCorners) =>
        Resize(onnx, [x, "", "", onnx.Add("Concat", [onnx.Size(x, 0, 2), size], ("axis", 0))], mode, alignCorners);

    /// <summary>Resizes height and width by factors.</summary>
    internal static string ResizeBy(OnnxBuilder onnx, string x, double height, double width, UpsampleMode mode, bool alignCorners) =>
        Resize(onnx, [x, "", onnx.Numbers(1, 1, (float)height, (float)width)], mode, alignCorners);

    private static string Resize(OnnxBuilder onnx, string[] inputs, UpsampleMode mode, bool alignCorners) => mode switch
    {
        UpsampleMode.Nearest => onnx.Add(
            "Resize", inputs, ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        UpsampleMode.Bilinear => onnx.Add(
            "Resize", inputs, ("mode", "linear"), ("coordinate_transformation_mode", Coordinates(alignCorners))),
        UpsampleMode.Bicubic => onnx.Add(
            "Resize", inputs, ("mode", "cubic"), ("coordinate_transformation_mode", Coordinates(alignCorners)), ("cubic_coeff_a", -0.75f)),
        _ => throw new OnnxExportException($"Upsample with mode {mode} has no ONNX form for pictures: use Nearest, Bilinear or Bicubic"),
    };

    private static string Coordinates(bool alignCorners) => alignCorners ? "align_corners" : "half_pixel";

    private static string Upsample(OnnxBuilder onnx, Upsample m, string x)
    {
        var align = m.align_corners ?? false;
        if (m.size.Length > 0) return ResizeTo(onnx, x, onnx.Integers(m.size[0], m.size[^1]), m.mode, align);
        return ResizeBy(onnx, x, m.scale_factor[0], m.scale_factor[^1], m.mode, align);
    }

    /// <summary>ONNX puts a block's pixels before the channels, PyTorch after them: the channels are reordered.</summary>
    private static string PixelUnshuffle(OnnxBuilder onnx, string x, long factor)
    {
        var channels = onnx.RecordedShape(x)[1];
        var order = arange(Held(0), Held(channels * factor * factor), Held(1)).reshape(factor * factor, channels).t().flatten();
        return onnx.Add("Gather", [onnx.Add("SpaceToDepth", [x], ("blocksize", factor)), onnx.Value(order.contiguous())], ("axis", 1));
    }

    private static string ChannelShuffle(OnnxBuilder onnx, string x, long groups)
    {
        var order = arange(Held(0), Held(onnx.RecordedShape(x)[1]), Held(1)).reshape(groups, -1).t().flatten();
        return onnx.Add("Gather", [x, onnx.Value(order.contiguous())], ("axis", 1));
    }

    private static string Flatten(OnnxBuilder onnx, string x, long start, long end)
    {
        var rank = onnx.RecordedShape(x).Count;
        var (first, last) = ((int)(start < 0 ? start + rank : start), (int)(end < 0 ? end + rank : end));
        string[] parts = [onnx.Size(x, 0, first), onnx.Integers(-1), onnx.Size(x, last + 1, rank)];
        return onnx.Add("Reshape", [x, onnx.Add("Concat", parts, ("axis", 0))]);
    }

    private static string Unflatten(OnnxBuilder onnx, string x, long dimension, long[] sizes)
    {
        var rank = onnx.RecordedShape(x).Count;
        var at = (int)(dimension < 0 ? dimension + rank : dimension);
        string[] parts = [onnx.Size(x, 0, at), onnx.Integers(sizes), onnx.Size(x, at + 1, rank)];
        return onnx.Add("Reshape", [x, onnx.Add("Concat", parts, ("axis", 0))]);
    }
}
