using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>What some libtorch of those supported does not check itself before it divides by zero or leaves its memory.</summary>
internal static class Guards
{
    /// <summary>Says what is wrong with an operator's arguments, or null. It sees them before libtorch does: any of them may be of a wrong kind.</summary>
    internal delegate string? Guard(ReadOnlySpan<Arg> arguments);

    private const long MostFactor = 1 << 15, MostSteps = 1 << 20, MostReach = 1L << 48;

    /// <summary>The guard of an operator, if it needs one.</summary>
    internal static Guard? Of(string name) => name switch
    {
        "pixel_shuffle" => static a => Integers(a, 1).All(n => n is >= 1 and <= MostFactor) ? null : $"the factor is a number from 1 to {MostFactor}",
        // Strides, paddings, groups, sizes and their kind: their products overflow to zero.
        "conv2d" or "conv_transpose2d" => static a => Windows(a, 3),
        "max_pool2d" or "avg_pool2d" or "adaptive_avg_pool2d" or "replication_pad2d" => static a => Windows(a, 1),
        // Scales that contradict the sizes lead out of the image.
        "upsample_bilinear2d" => static a => Missing(a, 3) && Missing(a, 4) ? null : "the scales follow from the sizes: leave them out",
        "upsample_nearest2d" => static a => Missing(a, 2) && Missing(a, 3) ? null : "the scales follow from the sizes: leave them out",
        "as_strided" => static a => Reach(a) <= MostReach ? null : $"the view reaches beyond {MostReach} elements",
        "_fused_adam_" or "_fused_adamw_" => FusedAdam,
        _ => null,
    };

    private static string? Windows(ReadOnlySpan<Arg> arguments, int first)
    {
        for (var i = first; i < arguments.Length; i++)
            foreach (var n in Integers(arguments, i))
                if (n is < 0 or > MostSteps) return $"{n} is out of range: use numbers from 0 to {MostSteps}";
        return null;
    }

    /// <summary>How far a strided view may reach into its storage, in elements, without the overflow of 64 bits.</summary>
    private static double Reach(ReadOnlySpan<Arg> arguments)
    {
        var (sizes, strides, reach) = (Integers(arguments, 1), Integers(arguments, 2), 0.0);
        foreach (var offset in Integers(arguments, 3)) reach += Math.Abs((double)offset);
        for (var i = 0; i < Math.Min(sizes.Length, strides.Length); i++) reach += Math.Abs((double)sizes[i] * strides[i]);
        return reach;
    }

    /// <summary>The fused kernels walk the memory of parameters, gradients and averages side by side, as far as the parameter reaches.</summary>
    private static string? FusedAdam(ReadOnlySpan<Arg> arguments)
    {
        if (arguments.Length < 13) return null;
        if (!Missing(arguments, 13) || !Missing(arguments, 14)) return "gradients are scaled before they come here";
        var (parameters, largest, steps) = (List(arguments[0]), List(arguments[4]), List(arguments[5]));
        var amsgrad = arguments[11] is { Kind: ValueKind.Bool, Bits: not 0 };
        Tensor?[][] walked = [List(arguments[1]), List(arguments[2]), List(arguments[3]), .. amsgrad ? [largest] : Array.Empty<Tensor?[]>()];
        if (walked.Any(list => list.Length != parameters.Length) || steps.Length != parameters.Length) return "the lists differ in length";
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i] is not { } parameter || steps[i] is not { } step) return "a tensor is missing";
            var (shape, type, plain, channelsLast) = (parameter.Shape, parameter.DType, parameter.IsContiguous, parameter.IsChannelsLast);
            foreach (var list in walked)
            {
                if (list[i] is not { } other) return "a tensor is missing";
                if (other.DType != type || !other.Shape.SequenceEqual(shape)) return $"{other} goes with {parameter}: they must be alike";
                (plain, channelsLast) = (plain && other.IsContiguous, channelsLast && other.IsChannelsLast);
            }

            if (!plain && !channelsLast) return $"the memory orders of what goes with {parameter} differ, or have gaps";
            if (step.DType != DType.Float32 || step.ElementCount != 1) return $"{step} is no count of steps: that is one Float32";
        }

        return null;
    }

    private static Tensor?[] List(Arg argument) => argument.Kind == ValueKind.TensorList ? (Tensor?[])argument.Object! : [];

    private static bool Missing(ReadOnlySpan<Arg> arguments, int index) => index >= arguments.Length || arguments[index].Kind == ValueKind.None;

    /// <summary>The numbers of one argument: none where it is left out or of another kind, which libtorch's schema answers for.</summary>
    private static long[] Integers(ReadOnlySpan<Arg> arguments, int index)
    {
        if (index >= arguments.Length) return [];
        ref readonly var argument = ref arguments[index];
        return argument.Kind switch
        {
            ValueKind.Int => [argument.Bits],
            ValueKind.IntList => (long[])argument.Object!,
            _ => [],
        };
    }
}
