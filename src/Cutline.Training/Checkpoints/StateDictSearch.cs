using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>Finds the state dict within a saved object, by the rule of <see cref="PyTorchFile.Read"/>.</summary>
internal static class StateDictSearch
{
    private const int Deepest = 4, Listed = 5;

    private static readonly string[] Usual = ["state_dict", "model_state_dict", "model"];

    /// <exception cref="InvalidDataException">There is none, or there are several with nothing to choose by.</exception>
    internal static PickleDict Find(object? root, string? under)
    {
        if (root is TensorView)
            throw new InvalidDataException("holds one tensor without a name: save a dict of tensors, model.state_dict() say");
        if (root is not PickleDict top) throw new InvalidDataException("holds no dict: save model.state_dict() in PyTorch");
        if (under is not null) return Under(top, under);
        if (Usual.Select(top.Find).OfType<PickleDict>().Where(HoldsTensors).ToArray() is [var usual]) return usual;
        if (HoldsTensors(top)) return top;
        var found = Within(top);
        return found switch
        {
            [var only] => only.Dict,
            [] => throw new InvalidDataException("holds no tensors by name: save model.state_dict() in PyTorch"),
            _ => throw new InvalidDataException($"holds several sets of tensors: say which, one of {Names(found)}"),
        };
    }

    private static PickleDict Under(PickleDict top, string path)
    {
        var at = top;
        foreach (var key in path.Split('.'))
            at = at.Find(key) as PickleDict ?? throw Missing();
        return HoldsTensors(at) ? at : throw Missing();

        InvalidDataException Missing() => new($"holds no tensors under {path}: "
            + (Within(top) is { Count: > 0 } found ? $"say one of {Names(found)}" : "leave the name out"));
    }

    private static bool HoldsTensors(PickleDict dict) => dict.Items.Any(i => i is { Key: string, Value: TensorView });

    /// <summary>Every dict with tensors that a path of keys leads to, each once, the outer ones first.</summary>
    private static List<Place> Within(PickleDict top)
    {
        List<Place> found = [];
        HashSet<PickleDict> seen = [top];
        List<(Place? Place, PickleDict Dict)> level = [(null, top)];
        for (var depth = 0; depth < Deepest; depth++)
        {
            List<(Place? Place, PickleDict Dict)> next = [];
            foreach (var (outer, dict) in level)
                foreach (var (key, value) in dict.Items)
                    if (key is string name && value is PickleDict inner && seen.Add(inner))
                        next.Add((new Place(outer, name, inner), inner));
            found.AddRange(next.Where(n => HoldsTensors(n.Dict)).Select(n => n.Place!));
            level = next;
        }

        return found;
    }

    private static string Names(List<Place> found) =>
        string.Join(", ", found.Take(Listed)) + (found.Count > Listed ? $" and {found.Count - Listed} more" : "");

    /// <summary>A dict and the keys that lead to it, which are joined only for a message.</summary>
    private sealed class Place(Place? outer, string name, PickleDict dict)
    {
        internal PickleDict Dict => dict;

        public override string ToString() => outer is null ? Damage.Short(name) : $"{outer}.{Damage.Short(name)}";
    }
}
