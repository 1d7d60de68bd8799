using System.Text.Json;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>What Python made: tests/golden/checkpoints, by make.py there.</summary>
internal static class Golden
{
    private static readonly string Folder = Above.Find("tests/golden/checkpoints");

    internal static string At(string name) => Path.Combine(Folder, name);

    /// <summary>File name → tensor name → type, shape and values.</summary>
    internal static Dictionary<string, Dictionary<string, GoldenTensor>> Expected() =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, GoldenTensor>>>(File.ReadAllText(At("expected.json")), JsonSerializerOptions.Web)!;
}

internal sealed record GoldenTensor(string Dtype, long[] Shape, double[] Values)
{
    internal void AssertEqual(string name, Tensor tensor)
    {
        Assert.True(Dtype.Equals(tensor.DType.ToString(), StringComparison.OrdinalIgnoreCase), $"{name} is {tensor.DType}, not {Dtype}");
        Assert.Equal(Shape, tensor.Shape);
        Assert.True(tensor.ElementCount == 0 || tensor.IsContiguous, $"{name} is not contiguous");
        Assert.Equal(Values, tensor.ToArray<double>());
    }
}
