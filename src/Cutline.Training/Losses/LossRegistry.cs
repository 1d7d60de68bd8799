namespace Cutline.Training.Losses;

/// <summary>
/// The losses that the command line and options files know by name. From C#, make the loss itself: <c>new DiceLoss()</c>. Thread-safe.
/// </summary>
public static class LossRegistry
{
    private static readonly Lock Gate = new();

    private static Entry[] entries =
    [
        new("bce", _ => new BceLoss(), LossClasses.Binary, []),
        new("ce", CrossEntropy, LossClasses.Multiclass, [nameof(LossOptions.ClassWeights), nameof(LossOptions.LabelSmoothing)]),
        new("dice", _ => new DiceLoss(), LossClasses.Any, []),
        new("bce+dice", _ => new BceDiceLoss(), LossClasses.Binary, []),
        new("ce+dice", o => CrossEntropy(o) + new DiceLoss(), LossClasses.Multiclass,
            [nameof(LossOptions.ClassWeights), nameof(LossOptions.LabelSmoothing)]),
        new("focal", Focal, LossClasses.Any, [nameof(LossOptions.ClassWeights), nameof(LossOptions.Gamma), nameof(LossOptions.Alpha)]),
        new("tversky", o => new TverskyLoss(o.Alpha ?? 0.3, o.Beta ?? 0.7), LossClasses.Any,
            [nameof(LossOptions.Alpha), nameof(LossOptions.Beta)]),
        new("lovasz", _ => new LovaszLoss(), LossClasses.Any, []),
        new("boundary", _ => new BoundaryLoss(), LossClasses.Any, []),
        new("dice+boundary", DiceBoundary, LossClasses.Any, [nameof(LossOptions.BoundaryWeight)]),
    ];

    /// <summary>The names of all losses.</summary>
    public static IReadOnlyList<string> Names => [.. entries.Select(e => e.Name)];

    /// <summary>Adds a loss under a name, or replaces the one that has it.</summary>
    /// <param name="name">As given to <see cref="Make"/> and on the command line.</param>
    /// <param name="factory">Makes the loss of the options given.</param>
    /// <param name="classes">The models that it is for.</param>
    /// <param name="options">The properties of <see cref="LossOptions"/> that the factory reads; others are refused for this loss.</param>
    /// <exception cref="ArgumentException">The name is empty, or an option is no property of <see cref="LossOptions"/>.</exception>
    public static void Register(
        string name, Func<LossOptions, SegmentationLoss> factory, LossClasses classes = LossClasses.Any,
        params IReadOnlyList<string> options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        foreach (var option in options)
            if (typeof(LossOptions).GetProperty(option) is null)
                throw new ArgumentException($"LossOptions has no property {option}: use nameof");
        lock (Gate) entries = [.. entries.Where(e => e.Name != name), new(name, factory, classes, options)];
    }

    /// <summary>Removes the loss of a name.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Remove(string name)
    {
        lock (Gate)
        {
            var before = entries.Length;
            entries = [.. entries.Where(e => e.Name != name)];
            return entries.Length < before;
        }
    }

    /// <summary>The names of the losses for a model of so many logits per pixel.</summary>
    public static IReadOnlyList<string> NamesFor(int classes) => [.. entries.Where(e => e.Fits(classes)).Select(e => e.Name)];

    /// <summary>
    /// The loss for a model of so many logits per pixel where none is named: cross-entropy, which is smooth everywhere, with soft Dice,
    /// which is close to the metric, as in nnU-Net (Isensee et al. 2021).
    /// </summary>
    public static string Default(int classes) => classes == 1 ? "bce+dice" : "ce+dice";

    /// <summary>Makes a loss by its name.</summary>
    /// <param name="options">Null for the values of the papers.</param>
    /// <param name="classes">Logits per pixel: 1 for object against background.</param>
    /// <exception cref="ArgumentException">No loss has this name, it is not for so many classes, or an option does not fit it or is out of
    /// range.</exception>
    public static SegmentationLoss Make(string name, LossOptions? options = null, int classes = 1)
    {
        var entry = entries.FirstOrDefault(e => e.Name == name)
            ?? throw new ArgumentException($"Loss is '{name}': use {string.Join(", ", Names)}");
        if (!entry.Fits(classes))
        {
            var reason = entry.Classes == LossClasses.Multiclass
                ? "for two classes or more, and this model is binary"
                : $"binary, and this model has {classes} classes";
            throw new ArgumentException($"loss {name} is {reason}: use {string.Join(", ", NamesFor(classes))}");
        }

        var given = options ?? new();
        Check(entry, given, classes);
        try
        {
            return entry.Factory(given);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"loss {name}: {e.Message}", e);
        }
    }

    private static void Check(Entry entry, LossOptions options, int classes)
    {
        if (options.Given.FirstOrDefault(o => !entry.Options.Contains(o)) is { } foreign)
        {
            var others = string.Join(" or ", entries.Where(e => e.Options.Contains(foreign)).Select(e => e.Name));
            throw new ArgumentException($"loss {entry.Name} has no {foreign}: leave it out, or use the loss {others}");
        }

        if (entry.Factory == Focal && classes > 1 && options.Alpha is not null)
            throw new ArgumentException("Alpha of the focal loss is for a binary model: use ClassWeights instead");
        var weights = options.ClassWeights.Count;
        if ((options.Balanced || weights > 0) && classes == 1)
            throw new ArgumentException("ClassWeights are for two classes or more, and this model is binary: leave them out");
        if (options.Balanced && weights > 0) throw new ArgumentException("ClassWeights are both balanced and listed: give one of the two");
        if (weights > 0 && weights != classes)
            throw new ArgumentException(
                $"ClassWeights has {weights} weights for {classes} classes: give one for each class, or 'balanced'");
    }

    private static CrossEntropyLoss CrossEntropy(LossOptions o) => new CrossEntropyLoss(o.ClassWeights, o.LabelSmoothing);

    private static FocalLoss Focal(LossOptions o) => new FocalLoss(o.Gamma ?? 2, o.Alpha ?? 0.25, o.ClassWeights);

    private static SegmentationLoss DiceBoundary(LossOptions o)
    {
        var weight = o.BoundaryWeight ?? 0.01;
        LossRange.Check(weight is > 0 and <= 100, nameof(LossOptions.BoundaryWeight), weight, "above 0 to 100");
        return new DiceLoss() + weight * new BoundaryLoss();
    }

    private sealed record Entry(
        string Name, Func<LossOptions, SegmentationLoss> Factory, LossClasses Classes, IReadOnlyList<string> Options)
    {
        internal bool Fits(int classes) => Classes switch
        {
            LossClasses.Binary => classes == 1,
            LossClasses.Multiclass => classes > 1,
            _ => classes >= 1,
        };
    }
}
