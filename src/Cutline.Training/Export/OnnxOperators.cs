using System.Collections.Concurrent;
using Cutline.Training.Layers;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>
/// The ONNX forms of layers and functions. Those of TorchSharp's layers and of the functions of <see cref="F"/> are here from the start;
/// add the forms of your own, or replace one. May be used from several threads.
/// </summary>
public static class OnnxOperators
{
    private static readonly ConcurrentDictionary<Type, Func<OnnxBuilder, Module, IReadOnlyList<string>, string>> Modules = new();
    private static readonly ConcurrentDictionary<string, Func<OnnxBuilder, FunctionCall, IReadOnlyList<string>, string>> Functions = new();

    static OnnxOperators()
    {
        ConvolutionOperators.Register();
        NormalizationOperators.Register();
        ActivationOperators.Register();
        PoolingOperators.Register();
        ShapeOperators.Register();
        FunctionOperators.Register();
        TransformerOperators.Register();
    }

    /// <summary>
    /// Registers the ONNX form of a layer. A layer that has one is written as a whole: what its own layers do is not recorded. The form
    /// is that of evaluation mode, and of this very type, not of types derived from it.
    /// </summary>
    /// <param name="write">
    /// Is given the builder, the layer and the names of its inputs; adds nodes and returns the name of the output. Constants such as the
    /// layer's weights come by <see cref="OnnxBuilder.Value"/>.
    /// </param>
    /// <example><code>
    /// OnnxOperators.Register&lt;Swish&gt;((onnx, swish, x) =&gt; onnx.Add("Mul", [x[0], onnx.Add("Sigmoid", x)]));
    /// </code></example>
    public static void Register<TModule>(Func<OnnxBuilder, TModule, IReadOnlyList<string>, string> write) where TModule : Module =>
        Modules[typeof(TModule)] = (onnx, module, inputs) => write(onnx, (TModule)module, inputs);

    /// <summary>Registers the ONNX form of a function that reports its calls to <see cref="FunctionRecorder.Current"/>.</summary>
    /// <param name="function">The name under which it reports.</param>
    /// <param name="write">
    /// Is given the builder, the call and the names of its inputs; adds nodes and returns the name of the output.
    /// </param>
    public static void RegisterFunction(string function, Func<OnnxBuilder, FunctionCall, IReadOnlyList<string>, string> write) =>
        Functions[function] = write;

    internal static Func<OnnxBuilder, Module, IReadOnlyList<string>, string>? Find(Module module) =>
        Modules.GetValueOrDefault(module.GetType());

    internal static Func<OnnxBuilder, FunctionCall, IReadOnlyList<string>, string>? Find(string function) =>
        Functions.GetValueOrDefault(function);
}
