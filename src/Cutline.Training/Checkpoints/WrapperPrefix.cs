namespace Cutline.Training.Checkpoints;

/// <summary>The prefix that wrappers of a model put before every name of its state dict.</summary>
public static class WrapperPrefix
{
    /// <summary>DataParallel and DistributedDataParallel, torch.compile, and the usual attributes of Lightning modules.</summary>
    private static readonly string[] Known = ["module.", "_orig_mod.", "model.", "net."];

    /// <summary>
    /// The prefix common to all names that consists of known parts, such as <c>module._orig_mod.</c>; empty where there is none.
    /// </summary>
    /// <remarks>For <see cref="CheckpointTensors.ReadAll"/>, which removes it.</remarks>
    public static string Of(IReadOnlyCollection<string> names)
    {
        var prefix = "";
        while (names.Count > 0 && Known.FirstOrDefault(k => Common(prefix + k)) is { } known) prefix += known;
        return prefix;

        bool Common(string beginning) => names.All(n => n.StartsWith(beginning, StringComparison.Ordinal));
    }
}
