using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>Reads and writes the parameters and buffers of modules by name, PyTorch's state dict.</summary>
public static class StateDict
{
    private const int Listed = 5;

    /// <summary>Parameters and buffers under their dotted names; the module's own tensors, not copies.</summary>
    public static IReadOnlyDictionary<string, Tensor> Of(nn.Module module) => module.state_dict();

    /// <summary>
    /// Copies values by name, on whatever device and in whatever element type. Nothing is changed unless every name and shape fits.
    /// </summary>
    /// <exception cref="ArgumentException">Names are missing or unknown, or a shape differs; the message lists them.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> state) => Load(module.state_dict(), state);

    /// <summary>Copies values by name into tensors. Nothing is changed unless every name and shape fits.</summary>
    /// <exception cref="ArgumentException">Names are missing or unknown, or a shape differs; the message lists them.</exception>
    public static void Load(IReadOnlyDictionary<string, Tensor> own, IReadOnlyDictionary<string, Tensor> state)
    {
        var wrong = own.Keys.Where(k => !state.ContainsKey(k)).Select(k => $"{k} is missing")
            .Concat(state.Keys.Where(k => !own.ContainsKey(k)).Select(k => $"{k} is unknown"))
            .Concat(own.Where(o => state.TryGetValue(o.Key, out var t) && !t.shape.AsSpan().SequenceEqual(o.Value.shape))
                .Select(o => $"{o.Key} is {Shape(state[o.Key])}, the model has {Shape(o.Value)}"))
            .ToList();
        if (wrong.Count > 0)
        {
            var more = wrong.Count > Listed ? $"; and {wrong.Count - Listed} more" : "";
            throw new ArgumentException($"the weights are those of another model: {string.Join("; ", wrong.Take(Listed))}{more}");
        }

        using var _ = no_grad();
        foreach (var (name, tensor) in own) tensor.copy_(state[name]);
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
