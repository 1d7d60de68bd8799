namespace Cutline.Torch.Tests.MalformedCalls;

/// <summary>
/// Arguments that fit their type more often than not, and little else: empty, negative and overflowing sizes, no or every element type,
/// views of every layout, released and missing tensors. What can be allocated is small: a size is at most 16, or more than any machine has.
/// </summary>
internal sealed class NastyValues(Random random)
{
    private const long Beyond = 1L << 48;

    private static readonly string[] Kinds = ["Tensor", "Tensor[]", "int", "int[]", "float", "float[]", "bool", "bool[]", "str", "Device", "ScalarType", "none"];
    private static readonly DType[] Types = Enum.GetValues<DType>();
    private static readonly long[] Huge = [Beyond, Beyond + 1, 1L << 62, long.MaxValue, -Beyond, long.MinValue, long.MinValue + 1];
    private static readonly double[] Doubles = [0, 1, 0.5, -1, 2, 1e-300, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly string[] Texts = ["", "cpu", "cuda", "cuda:99", "meta", "mkldnn", "cpu:5", "xla", "sum", "\ud83d\ude97", "no such device"];

    // Shapes that fit together often enough for calls to get past the first check.
    private static readonly long[][] Shapes =
    [
        [2, 4, 6, 6], [2, 4, 6, 6], [2, 4, 6, 6], [4, 4, 3, 3], [4, 4, 1, 1], [4, 4, 2, 2], [4], [4], [], [1], [0], [2, 2, 3], [2, 5, 5, 2], [6, 6],
        [0, 4, 6, 6], [2, 0, 6, 6], [2, 4, 0, 0], [4, 0, 3, 3], [4, 4, 0, 3], [1, 1, 1, 1], [2, 16, 3, 3], [4, 6, 6], [1, 2, 1, 2, 1, 2, 1], [0, 0, 0, 0], [2, 4, 6, 6, 2],
    ];

    internal bool Chance(int percent) => random.Next(100) < percent;

    internal Arg Of(SchemaArgument argument) =>
        argument.Optional && Chance(30) ? Arg.None : OfType(Chance(8) ? Pick(Kinds) : argument.Type);

    internal Arg OfType(string type) => type switch
    {
        "Tensor" => Tensor(),
        "Tensor[]" => Tensors(),
        "int" => Integer(),
        "int[]" => Many(random.Next(6), Integer),
        "float" => Pick(Doubles),
        "float[]" => Many(random.Next(4), () => Pick(Doubles)),
        "Scalar" => Chance(50) ? Pick(Doubles) : Integer(),
        "bool" => Chance(50),
        "bool[]" => Many(random.Next(4), () => Chance(50)),
        "ScalarType" => Chance(80) ? Pick(Types) : random.Next(-3, 60),
        "Layout" or "MemoryFormat" => (long)random.Next(-1, 6),
        "Device" or "str" => Chance(60) ? "cpu" : Pick(Texts),
        "Generator" or "none" => Arg.None,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "a kind of argument that is new: give it values here"),
    };

    /// <summary>A tensor of any shape, type, layout and content, rarely a released one.</summary>
    private Tensor Tensor()
    {
        var tensor = Torch.Tensor.Empty(Chance(90) ? Pick(Shapes) : Many(random.Next(6), () => (long)random.Next(5)));
        tensor.Fill(Chance(50) ? random.Next(-3, 9) : (float)Math.Clamp(Pick(Doubles), -3e38, 3e38));
        if (Chance(50)) tensor += Torch.Tensor.Rand(tensor.Shape);
        if (Chance(25)) tensor = tensor.To(Pick(Types));
        tensor = random.Next(10) switch
        {
            0 when tensor.Rank > 1 => tensor.Permute([.. Enumerable.Range(0, tensor.Rank).Reverse().Select(d => (long)d)]),
            1 when tensor.Rank == 4 => tensor.ChannelsLast(),
            2 when tensor.Rank > 0 && tensor.Shape[0] > 0 => tensor.Narrow(0, 0, 1).Expand([3, .. tensor.Shape[1..]]),
            3 when tensor.Rank > 0 && tensor.Shape[^1] > 1 => tensor.Narrow(tensor.Rank - 1, 1, tensor.Shape[^1] - 1),
            _ => tensor,
        };
        if (tensor.DType.IsFloat() && Chance(40)) tensor.RequiresGrad = true;
        if (Chance(2)) tensor.Dispose();
        return tensor;
    }

    private Tensor?[] Tensors()
    {
        if (Chance(40)) return Many(random.Next(5), () => Chance(4) ? null : Tensor());
        var first = Tensor();
        return Many(random.Next(1, 4), () => (Tensor?)first);
    }

    private long Integer() => random.Next(8) switch
    {
        0 => 0,
        1 => random.Next(-3, 0),
        2 => Pick(Huge),
        3 => random.Next(1, 17),
        _ => random.Next(1, 4),
    };

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private static T[] Many<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}
