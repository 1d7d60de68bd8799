using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>
/// Puts a model into evaluation mode and frees its parameters of gradients until it is disposed; then every layer's mode and every
/// parameter's gradient are as before.
/// </summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly List<(Module Module, bool Training)> modes;
    private readonly List<Tensor> trained;

    /// <exception cref="OnnxExportException">A parameter is not of 32 bits.</exception>
    internal EvaluationMode(Module model)
    {
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (parameter.dtype == ScalarType.Float32) continue;
            throw new OnnxExportException(
                $"the parameter '{name}' is of type {parameter.dtype}: export a model with parameters of 32 bits, model.to(float32)");
        }

        modes = [.. model.named_modules().Select(m => m.module).Prepend(model).Select(m => (m, m.training))];
        trained = [.. model.parameters().Where(p => p.requires_grad)];
        model.eval();
        foreach (var parameter in trained) parameter.requires_grad = false;
    }

    /// <summary>The device of a model's parameters.</summary>
    internal static Device Device(Module model) => model.parameters().FirstOrDefault()?.device ?? CPU;

    public void Dispose()
    {
        foreach (var (module, training) in modes) module.train(training); // parents come first, and a parent sets its children
        foreach (var parameter in trained) parameter.requires_grad = true;
    }
}
