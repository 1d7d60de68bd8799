using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

/// <summary>A module of parameters alone, named p0, p1, …; its output is not used.</summary>
internal sealed class ParameterModule : nn.Module<Tensor, Tensor>
{
    internal ParameterModule(params Tensor[] values) : base(nameof(ParameterModule))
    {
        for (var i = 0; i < values.Length; i++) register_parameter($"p{i}", new Parameter(values[i].clone().DetachFromDisposeScope()));
    }

    internal Parameter this[int index] => get_parameter($"p{index}")!;

    public override Tensor forward(Tensor input) => input;
}
