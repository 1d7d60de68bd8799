using System.CommandLine;
using System.CommandLine.Parsing;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli;

/// <summary><c>--tta</c>, <c>--tile</c> and <c>--overlap</c>: how a model looks at photos.</summary>
internal sealed class LookOption
{
    private readonly Option<bool> augmented = new("--tta") { Description = "average over six looks: scales 0.75, 1 and 1.25, as it is and mirrored" };
    private readonly Option<int> tile = new("--tile") { Description = "look through a window of this many pixels that moves over the photo at its native size [the whole photo at the model's size]" };
    private readonly Option<double?> overlap = new Option<double?>("--overlap") { Description = "the share of a window that its neighbours see as well, with --tile [0.25]" }.WithPoint();

    internal static LookOption AddTo(Command command)
    {
        var look = new LookOption();
        foreach (var option in (Option[])[look.augmented, look.tile, look.overlap]) command.Options.Add(option);
        return look;
    }

    /// <exception cref="ArgumentException">A value is out of range, or has no use without another.</exception>
    internal PredictorOptions Read(ParseResult parsed)
    {
        var options = (parsed.GetValue(augmented) ? PredictorOptions.Augmented : new PredictorOptions()) with { Tile = parsed.GetValue(tile) };
        if (parsed.GetValue(overlap) is not { } share) return options.Validated();
        if (options.Tile == 0) throw new ArgumentException("--overlap is a share of a window: give the window's side with --tile, too");
        return (options with { Overlap = share }).Validated();
    }

    /// <summary>Whether any of the options is given.</summary>
    internal bool IsGiven(ParseResult parsed) => parsed.GetValue(augmented) || parsed.GetValue(tile) != 0;
}
