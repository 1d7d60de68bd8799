using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>Other values in a model's parameters and buffers until this is disposed; then it has its own again, to the bit.</summary>
internal sealed class ParameterSwap : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly Tensor[] buffers;
    private readonly DisposeScope kept = NewDisposeScope();
    private readonly Tensor ownValues;
    private readonly Tensor[] ownBuffers;

    /// <param name="parameters">The model's.</param>
    /// <param name="values">Laid out as its values.</param>
    /// <param name="buffers">The model's buffers, each with the value that it is to have.</param>
    internal ParameterSwap(FlatParameters parameters, Tensor values, IReadOnlyList<(Tensor Own, Tensor Value)> buffers)
    {
        (this.parameters, this.buffers) = (parameters, [.. buffers.Select(b => b.Own)]);
        using var _ = no_grad();
        ownValues = parameters.Values.clone();
        ownBuffers = Array.ConvertAll(this.buffers, b => b.clone());
        Put(values, buffers.Select(b => b.Value));
    }

    public void Dispose()
    {
        using (no_grad()) Put(ownValues, ownBuffers);
        kept.Dispose();
    }

    private void Put(Tensor values, IEnumerable<Tensor> others)
    {
        parameters.Values.copy_(values);
        foreach (var (buffer, value) in buffers.Zip(others)) buffer.copy_(value);
        parameters.Publish();
    }
}

/// <summary>A copy of a model's parameters and buffers.</summary>
internal sealed class ParameterSnapshot : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly Tensor values;
    private readonly List<(Tensor Own, Tensor Value)> buffers;

    internal ParameterSnapshot(nn.Module model, FlatParameters parameters)
    {
        this.parameters = parameters;
        using var _ = no_grad();
        values = parameters.Values.clone().DetachFromDisposeScope();
        buffers = [.. model.buffers().Select(b => (b, b.clone().DetachFromDisposeScope()))];
    }

    /// <summary>Gives the model these values until the returned scope is disposed.</summary>
    internal IDisposable Use() => new ParameterSwap(parameters, values, buffers);

    public void Dispose()
    {
        values.Dispose();
        foreach (var (_, value) in buffers) value.Dispose();
    }
}
