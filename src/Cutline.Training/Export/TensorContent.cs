using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>Copies tensors of libtorch into constants of an ONNX graph.</summary>
internal static class TensorContent
{
    /// <summary>Floating-point tensors of any width become 32-bit ones.</summary>
    /// <exception cref="OnnxExportException">The type is neither floating-point, integer nor Boolean.</exception>
    internal static OnnxTensor Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var values = tensor.detach().cpu();
        return tensor.dtype switch
        {
            ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16 => Copy<float>(values.to(float32)),
            ScalarType.Int64 or ScalarType.Int32 or ScalarType.Int16 => Copy<long>(values.to(int64)),
            ScalarType.Bool => Copy<bool>(values),
            var type => throw new OnnxExportException($"a constant of type {type} has no ONNX form: convert it to float32 or int64"),
        };
    }

    private static OnnxTensor Copy<T>(Tensor values) where T : unmanaged =>
        OnnxTensor.Of<T>(values.contiguous().data<T>().ToArray(), values.shape);
}
