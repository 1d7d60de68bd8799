namespace Cutline.Training.Losses;

/// <summary>A loss as people choose it.</summary>
/// <param name="Fits">Whether it is for a model of so many logits a pixel.</param>
/// <param name="Options">The options that mean something to it, as the command line calls them.</param>
internal sealed record KnownLoss(string Name, Predicate<int> Fits, string[] Options, Func<LossOptions, SegmentationLoss> Make);

/// <summary>Every loss there is.</summary>
internal static class LossCatalogue
{
    internal static IReadOnlyList<KnownLoss> All { get; } =
    [
        new("bce", Binary, [], _ => new BceLoss()),
        new("ce", Many, ["class-weights", "label-smoothing"], o => new CrossEntropyLoss(o)),
        new("dice", Any, [], _ => new DiceLoss()),
        new("bce+dice", Binary, [], _ => new BceDiceLoss()),
        new("ce+dice", Many, ["class-weights", "label-smoothing"], o => new SumLoss(new CrossEntropyLoss(o), new DiceLoss())),
        new("focal", Any, ["class-weights", "gamma", "alpha"], o => new FocalLoss(o)),
        new("tversky", Any, ["alpha", "beta"], o => new TverskyLoss(o.Alpha ?? 0.3, o.Beta ?? 0.7)),
        new("lovasz", Any, [], _ => new LovaszLoss()),
        new("boundary", Any, [], _ => new BoundaryLoss()),
        new("dice+boundary", Any, ["boundary-weight"], o => new SumLoss(new DiceLoss(), new BoundaryLoss(), o.BoundaryWeight ?? 0.01)),
    ];

    private static bool Binary(int classes) => classes == 1;

    private static bool Many(int classes) => classes > 1;

    private static bool Any(int classes) => classes >= 1;
}
