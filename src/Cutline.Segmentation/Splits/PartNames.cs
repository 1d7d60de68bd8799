namespace Cutline.Segmentation.Splits;

/// <summary>The names that folders, lists and tables use for the parts of a split.</summary>
internal static class PartNames
{
    /// <summary>The parts, by their own names.</summary>
    public static IReadOnlyList<string> All { get; } = ["train", "val", "test"];

    /// <summary>The part that a name stands for: train, val or test; null when it stands for none.</summary>
    public static string? Of(string name) => name.ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "val" or "valid" or "validation" => "val",
        "test" or "testing" => "test",
        _ => null,
    };
}
