namespace Cutline.Training.Tests.Checkpoints;

/// <summary>State dicts for tests.</summary>
internal static class Weights
{
    /// <summary>
    /// A (2, 3) tensor of 0 to 5 in each element type, under PyTorch's name of that type; a scalar of -2.5; an empty (0, 3);
    /// and <c>again</c>, which is the float32 tensor itself.
    /// </summary>
    internal static Dictionary<string, Tensor> OfEveryType()
    {
        var tensors = Enum.GetValues<DType>().ToDictionary(
            type => type.ToString().ToLowerInvariant(),
            type => Tensor.From<float>([0, 1, 2, 3, 4, 5], 2, 3).To(type));
        tensors["scalar"] = Tensor.From<float>([-2.5f]);
        tensors["empty"] = Tensor.Empty([0, 3], DType.Int64);
        tensors["again"] = tensors["float32"];
        return tensors;
    }

    internal static void AssertSame(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.DType, actual[name].DType);
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.Equal(tensor.Contiguous().Bytes, actual[name].Bytes);
        }
    }
}
