using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>Reads an encoder's weights from a file that torchvision's model of the same name was saved to.</summary>
public static class EncoderWeights
{
    private const string Counter = ".num_batches_tracked";

    /// <summary>
    /// Copies the weights by name. The classifier's are left out. Where all of the encoder's names stand behind a prefix, as in files of
    /// DataParallel (<c>module.</c>), torch.compile, Lightning or of a whole model with this encoder (<c>encoder.</c>, <c>backbone.</c>),
    /// it is taken off, and what has another one is left out. Files from before PyTorch 0.4.1, as some of torchvision's own, have no
    /// counters of batches: these keep their values, which nothing computes with.
    /// </summary>
    /// <param name="encoder">Receives the weights.</param>
    /// <param name="path">A state dict of PyTorch's (.pt, .pth) or a safetensors file.</param>
    /// <exception cref="CheckpointException">
    /// The file is missing or damaged, or of another network: names or shapes that do not fit are listed.
    /// </exception>
    public static void Load(Encoder encoder, string path)
    {
        using var scope = NewDisposeScope();
        using var file = CheckpointFile.Open(path);
        var own = StateDict.Of(encoder);
        var read = file.ReadWeights();
        var prefix = Prefix(path, read.Keys.ToHashSet(), [.. own.Keys.Where(n => !n.EndsWith(Counter, StringComparison.Ordinal))]);
        var state = read.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(t => KeyValuePair.Create(t.Key[prefix.Length..], t.Value))
            .Where(t => !encoder.Head.Any(head => t.Key.StartsWith(head, StringComparison.Ordinal))).ToDictionary();
        foreach (var (name, tensor) in own)
            if (name.EndsWith(Counter, StringComparison.Ordinal)) state.TryAdd(name, tensor);
        try
        {
            StateDict.Load(encoder, state);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException($"{path} does not fit the encoder: {e.Message}; use a file of torchvision's model of the same "
                + "name", e);
        }
    }

    /// <summary>The beginning behind which a file has all names of an encoder; empty where there is none.</summary>
    /// <exception cref="CheckpointException">There are several, as of a student and its teacher.</exception>
    private static string Prefix(string path, HashSet<string> names, IReadOnlyList<string> own)
    {
        string[] found = [.. names.Where(n => n == own[0] || n.EndsWith("." + own[0], StringComparison.Ordinal))
            .Select(n => n[..^own[0].Length]).Where(p => own.All(n => names.Contains(p + n))).Order(StringComparer.Ordinal)];
        if (found.Length > 1 && found[0].Length > 0)
            throw new CheckpointException(
                $"{path} holds this encoder {found.Length} times, behind {string.Join(" and ", found)}: save the tensors of one of them to "
                    + "a file of their own, without that beginning");
        return found.FirstOrDefault("");
    }
}
