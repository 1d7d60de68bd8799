using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>Reads an encoder's weights from a file that the published model was saved to (<see cref="Encoder.Published"/>).</summary>
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
        var prefix = Prefix(read.Keys.ToHashSet(), [.. own.Keys.Where(n => !n.EndsWith(Counter, StringComparison.Ordinal))]);
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
            throw new CheckpointException($"{path} does not fit the encoder: {e.Message}; use a file of "
                + encoder.Published, e);
        }
    }

    /// <summary>The shortest beginning behind which a file has all names of an encoder; empty where there is none.</summary>
    private static string Prefix(HashSet<string> names, IReadOnlyList<string> own) => names
        .Where(n => n.EndsWith("." + own[0], StringComparison.Ordinal)).Select(n => n[..^own[0].Length]).Prepend("")
        .OrderBy(p => p.Length).FirstOrDefault(p => own.All(n => names.Contains(p + n))) ?? "";
}
