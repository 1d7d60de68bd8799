using Cutline.Training.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>
/// Records a model as an ONNX graph while it runs once: layers report through TorchSharp's forward hooks, the functions of <see cref="F"/>
/// through <see cref="FunctionRecorder"/>. What does not depend on the input becomes a constant. The input requires a gradient, so what
/// depends on it does too: a tensor that requires one and was not recorded comes of a function that did not report, and is an error.
/// </summary>
internal sealed class Tape : IFunctionRecorder, IDisposable
{
    private const string Repair =
        "compute it with the functions of Cutline.Training.Layers.F and with call(…) of layers, not forward(…)";

    private readonly Dictionary<TensorIdentity, string> values = [], constants = [];
    private readonly List<Tensor> held = [];                     // lest memory be freed and used again under a recorded identity
    private readonly List<Action> removeHooks = [];
    private readonly Stack<Frame> running = [];
    private readonly OnnxBuilder builder;
    private string last = "the input";
    private int whole;                                           // layers running that are written as a whole

    internal Tape() => builder = new(Graph, Constant);

    internal OnnxGraph Graph { get; } = new();

    /// <summary>Makes a tensor an input of the graph.</summary>
    internal void Input(Tensor tensor, string name) => Remember(tensor, name);

    /// <summary>The value that a tensor was recorded as.</summary>
    /// <exception cref="OnnxExportException">It was not recorded.</exception>
    internal string Value(Tensor tensor) => Find(tensor) ?? throw Unrecorded("the model's output");

    /// <summary>Listens to every layer of a model.</summary>
    internal void Attach(Module model)
    {
        var seen = new HashSet<Module>(ReferenceEqualityComparer.Instance);
        foreach (var (path, module) in model.named_modules().Prepend(("", model)))
            if (seen.Add(module)) Listen(path, module);
    }

    /// <inheritdoc/>
    public void Record(FunctionCall recorded)
    {
        if (whole > 0) return;
        var place = $"the function '{recorded.Function}'{Inside()}";
        if (Names(recorded.Inputs, place) is not { } inputs) return;
        var write = OnnxOperators.Find(recorded.Function)
            ?? throw new OnnxExportException(
                $"{place} has no ONNX form: register one with OnnxOperators.RegisterFunction(\"{recorded.Function}\", …)");
        Write(recorded.Output, place, Scope(), () => write(builder, recorded, inputs));
    }

    public void Dispose()
    {
        foreach (var remove in removeHooks) remove();
        foreach (var tensor in held) tensor.Dispose();
    }

    private void Listen(string path, Module module)
    {
        switch (module)
        {
            case Module<Tensor, Tensor> m:
                var before = m.register_forward_pre_hook((_, x) => { Enter(path, module, x); return x; });
                var after = m.register_forward_hook((_, _, y) => { Leave(y); return y; });
                removeHooks.AddRange([before.remove, after.remove]);
                break;
            case Module<Tensor, Tensor, Tensor> m:
                var before2 = m.register_forward_pre_hook((_, a, b) => { Enter(path, module, a, b); return (a, b); });
                var after2 = m.register_forward_hook((_, _, _, y) => { Leave(y); return y; });
                removeHooks.AddRange([before2.remove, after2.remove]);
                break;
            case Module<Tensor, Tensor, Tensor, Tensor> m:
                var before3 = m.register_forward_pre_hook((_, a, b, c) => { Enter(path, module, a, b, c); return (a, b, c); });
                var after3 = m.register_forward_hook((_, _, _, _, y) => { Leave(y); return y; });
                removeHooks.AddRange([before3.remove, after3.remove]);
                break;
        }
    }

    private void Enter(string path, Module module, params Tensor[] inputs)
    {
        var name = path == "" ? $"the model ({module.GetType().Name})" : $"the layer '{path}' ({module.GetType().Name})";
        var names = whole > 0 ? null : Names(inputs, name);
        var write = OnnxOperators.Find(module);
        running.Push(new(path, name, module, names, write));
        if (write is not null) whole++;
    }

    private void Leave(Tensor output)
    {
        var frame = running.Pop();
        if (frame.Write is not null) whole--;
        if (whole > 0 || frame.Inputs is not { } inputs) return;
        if (frame.Write is { } write) Write(output, frame.Name, frame.Path, () => write(builder, frame.Module, inputs));
        else if (Find(output) is null && output.requires_grad) throw Unknown(frame);
    }

    /// <summary>The inputs' names; null where none depends on the model's input.</summary>
    private List<string>? Names(IReadOnlyList<Tensor> inputs, string reader)
    {
        foreach (var input in inputs)
            if (Find(input) is null && input.requires_grad) throw Unrecorded($"an input of {reader}");
        return inputs.Any(i => Find(i) is not null) ? [.. inputs.Select(i => Find(i) ?? Constant(i))] : null;
    }

    private void Write(Tensor output, string name, string scope, Func<string> write)
    {
        Graph.Scope = scope;
        using var disposal = NewDisposeScope();
        try
        {
            Remember(output, write());
        }
        catch (OnnxExportException e)
        {
            throw new OnnxExportException($"{name}: {e.Message}", e);
        }

        last = name;
    }

    private void Remember(Tensor tensor, string name)
    {
        values[TensorIdentity.Of(tensor)] = name;
        builder.SetRecordedShape(name, tensor.shape);
        Hold(tensor);
    }

    private string? Find(Tensor tensor) => values.GetValueOrDefault(TensorIdentity.Of(tensor));

    private string Constant(Tensor tensor)
    {
        if (Find(tensor) is { } value) return value;
        var identity = TensorIdentity.Of(tensor);
        if (constants.TryGetValue(identity, out var name)) return name;
        constants.Add(identity, name = Graph.Constant(TensorContent.Of(tensor)));
        builder.SetRecordedShape(name, tensor.shape);
        Hold(tensor);
        return name;
    }

    private void Hold(Tensor tensor) => held.Add(tensor.alias().DetachFromDisposeScope());

    private string Inside() => running.Count == 0 ? "" : $" in {running.Peek().Name}";

    private string Scope() => running.Count == 0 ? "" : running.Peek().Path;

    private OnnxExportException Unrecorded(string what) => new(
        $"{what} comes of a torch function that is not recorded{Inside()}, after {last}: {Repair}"
        + (running.Count == 0 ? "" : $", or {Registration(running.Peek().Module)}"));

    private OnnxExportException Unknown(Frame frame) => frame.Module.named_children().Any()
        ? new($"the output of {frame.Name} comes of a torch function that is not recorded, after {last}: {Repair}, or "
            + Registration(frame.Module))
        : new($"{frame.Name} has no ONNX form: {Registration(frame.Module)}, or build it of TorchSharp's layers and the functions of "
            + "Cutline.Training.Layers.F");

    private static string Registration(Module module) => $"register its ONNX form with OnnxOperators.Register<{module.GetType().Name}>(…)";

    /// <param name="Inputs">
    /// Names of its inputs; null where none depends on the model's input, or it is part of a layer written as a whole.
    /// </param>
    /// <param name="Write">Its ONNX form; null where its parts are recorded instead.</param>
    private sealed record Frame(
        string Path, string Name, Module Module, List<string>? Inputs, Func<OnnxBuilder, Module, IReadOnlyList<string>, string>? Write);
}
