using System.CommandLine;
using System.CommandLine.Parsing;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Options;

/// <summary>The options of prediction: <c>--tta</c>, <c>--tile</c> and <c>--overlap</c>.</summary>
internal sealed class PredictorOptionSet
{
    private readonly Option<bool> augmented = new("--tta")
    {
        Description = "test-time augmentation: average over six predictions, at the scales 0.75, 1 and 1.25, each also mirrored",
    };
    private readonly Option<int> tile = new Option<int>("--tile")
    {
        Description = "predict in tiles of this many pixels at the photo's native size [the whole photo at the model's size]",
    }.Sets("Tile");
    private readonly Option<double?> overlap = new Option<double?>("--overlap")
    {
        Description = "overlap of neighbouring tiles as a fraction of a tile, with --tile [0.25]",
    }.WithPoint().Sets("Overlap");

    internal static PredictorOptionSet AddTo(Command command)
    {
        var set = new PredictorOptionSet();
        foreach (var option in (Option[])[set.augmented, set.tile, set.overlap]) command.Options.Add(option);
        return set;
    }

    /// <exception cref="ArgumentException">A value is out of range, or an option has no effect without another one.</exception>
    internal PredictorOptions Read(ParseResult parsed)
    {
        var options = (parsed.GetValue(augmented) ? PredictorOptions.Augmented : new PredictorOptions()) with
        {
            Tile = parsed.GetValue(tile),
        };
        if (parsed.GetValue(overlap) is not { } share) return options.Validated();
        if (options.Tile == 0) throw new ArgumentException("--overlap applies to tiles: give their side with --tile, too");
        return (options with { Overlap = share }).Validated();
    }

    /// <summary>Whether any of the options is given.</summary>
    internal bool IsGiven(ParseResult parsed) => parsed.GetValue(augmented) || parsed.GetValue(tile) != 0;
}
