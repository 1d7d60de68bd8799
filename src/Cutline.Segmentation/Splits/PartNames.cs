namespace Cutline.Segmentation.Splits;

/// <summary>What folders, lists and tables call the parts of a split.</summary>
internal static class PartNames
{
    /// <summary>train, val or test, as which <paramref name="name"/> is known; null when it is none of them.</summary>
    public static string? Of(string name) => name.ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "val" or "valid" or "validation" => "val",
        "test" or "testing" => "test",
        _ => null,
    };
}
