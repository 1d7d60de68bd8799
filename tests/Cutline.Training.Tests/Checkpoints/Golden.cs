using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>What Python made: tests/golden/checkpoints, by make.py there.</summary>
internal static class Golden
{
    private static readonly string Folder = RepositoryPaths.Find("tests/golden/checkpoints");

    internal static string At(string name) => Path.Combine(Folder, name);

    /// <summary>File name → tensor name → type, shape and values.</summary>
    internal static Dictionary<string, Dictionary<string, GoldenTensor>> Expected() =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, GoldenTensor>>>(
            File.ReadAllText(At("expected.json")), JsonSerializerOptions.Web)!;
}

internal sealed record GoldenTensor(string Dtype, long[] Shape, double[] Values)
{
    internal void AssertEqual(string name, Tensor tensor)
    {
        var type = tensor.dtype == ScalarType.Byte ? "uint8" : tensor.dtype.ToString().ToLowerInvariant();
        Assert.True(Dtype == type, $"{name} is {type}, not {Dtype}");
        Assert.Equal(Shape, tensor.shape);
        Assert.True(tensor.NumberOfElements == 0 || tensor.is_contiguous(), $"{name} is not contiguous");
        Assert.Equal(Values, tensor.ToArray<double>());
    }
}
