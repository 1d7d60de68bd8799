using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>Reads an encoder's weights from a file that torchvision's model of the same name was saved to.</summary>
public static class EncoderWeights
{
    private const string Counter = ".num_batches_tracked";

    /// <summary>
    /// Copies the weights by name. The classifier's are left out. Files from before PyTorch 0.4.1, as some of torchvision's own, have no
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
        var state = file.ReadWeights()
            .Where(t => !encoder.Head.Any(head => t.Key.StartsWith(head, StringComparison.Ordinal))).ToDictionary();
        foreach (var (name, tensor) in StateDict.Of(encoder))
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
}
