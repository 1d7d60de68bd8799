namespace Cutline.Cli.Options;

/// <summary>What other programs of the field call options of ours, so that who comes from there is told the name here.</summary>
internal static class ElsewhereNames
{
    private static readonly (string There, string Here)[] Names =
    [
        ("imgsz", "--size"), ("img-size", "--size"), ("image-size", "--size"), ("lr0", "--lr"), ("batch-size", "--batch"),
        ("arch", "--model-name"), ("architecture", "--model-name"), ("backbone", "--encoder"), ("pretrained", "--encoder-weights"),
        ("weights", "--from"), ("model", "--model-name"), ("project", "--out"), ("name", "--out"), ("save-dir", "--out"),
        ("output", "--out"), ("source", "--input"), ("conf", "--least-confidence"), ("amp", "--precision"), ("ema", "--average"),
        ("scheduler", "--schedule"), ("lr-scheduler", "--schedule"), ("grad-clip", "--clip"), ("val-split", "--val"), ("cfg", "--config"),
        ("freeze-encoder", "--freeze"), ("augmentation", "--augment"),
    ];

    /// <summary>The names elsewhere of options that are there.</summary>
    internal static IEnumerable<(string Spelling, string Name)> Of(IEnumerable<string> options)
    {
        var there = options.ToHashSet(StringComparer.Ordinal);
        return Names.Where(n => there.Contains(n.Here) && !there.Contains($"--{n.There}")).Select(n => (n.There, n.Here));
    }
}
