using Cutline.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

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
        var tensors = Enum.GetValues<ElementType>().ToDictionary(
            type => type == ElementType.U8 ? "uint8" : type.ToScalarType().ToString().ToLowerInvariant(),
            type => tensor((float[])[0, 1, 2, 3, 4, 5], [2, 3]).to_type(type.ToScalarType()));
        tensors["scalar"] = tensor(-2.5f);
        tensors["empty"] = empty([0, 3], ScalarType.Int64);
        tensors["again"] = tensors["float32"];
        return tensors;
    }

    internal static void AssertSame(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.dtype, actual[name].dtype);
            Assert.Equal(tensor.shape, actual[name].shape);
            Assert.Equal(tensor.ToSource().Bytes("", name), actual[name].ToSource().Bytes("", name));
        }
    }
}
