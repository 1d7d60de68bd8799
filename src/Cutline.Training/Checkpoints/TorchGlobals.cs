using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>The globals that a state dict may name. Each is a value or a function of this library; every other name is refused.</summary>
internal static class TorchGlobals
{
    private static readonly PickleFunction OrderedDict = new("OrderedDict", MakeDict);

    private static readonly PickleFunction RebuildTensor = new("_rebuild_tensor_v2", arguments => new TensorView(arguments));

    /// <summary>The tensor of a parameter; whether it is trained is for the model to say.</summary>
    private static readonly PickleFunction RebuildParameter = new("_rebuild_parameter", arguments => arguments is [TensorView tensor, ..]
        ? tensor
        : throw Damage.Of("its pickle makes a parameter of what is no tensor"));

    private static readonly PickleFunction Size = new("Size", arguments => arguments is [PickleTuple sizes]
        ? sizes
        : throw Damage.Of("its pickle makes a size of what is no tuple"));

    /// <exception cref="InvalidDataException">The name is not allowed.</exception>
    internal static object Find(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2") => RebuildTensor,
        ("torch._utils", "_rebuild_parameter") => RebuildParameter,
        ("torch", "Size") => Size,
        ("torch" or "torch.cuda", _) when ElementTypes.FindStorage(name) is { } type => new StorageType(type),
        ("torch", _) when ElementTypes.FindTorch(name) is { } type => type,
        ("torch" or "torch.cuda" or "torch.storage", _) when name.EndsWith("Storage", StringComparison.Ordinal) =>
            throw new InvalidDataException(
                $"holds elements of {module}.{name}, which are not known here: convert them in PyTorch, with .float() say"),
        _ => throw new InvalidDataException(
            $"needs {Damage.Short($"{module}.{name}")}, which is no part of a state dict and is not run here: "
            + "save only model.state_dict() in PyTorch"),
    };

    /// <summary>Makes an empty dict, or one of a list of pairs, as Python 2 saved it.</summary>
    private static PickleDict MakeDict(object?[] arguments)
    {
        var dict = new PickleDict();
        switch (arguments)
        {
            case []:
                return dict;
            case [PickleList pairs]:
                foreach (var pair in pairs.Items)
                {
                    if (pair is PickleTuple { Items: [var key, var value] }) dict.Add(key, value);
                    else if (pair is PickleList { Items: [var first, var second] }) dict.Add(first, second);
                    else throw Damage.Of("its pickle makes a dict of what are no pairs");
                }

                pairs.Items.Clear(); // made for this dict alone: a pickle that names it again would grow without end
                return dict;
            default:
                throw Damage.Of("its pickle makes a dict of what are no pairs");
        }
    }
}
