using System.CommandLine;
using Cutline.Segmentation.Labelling;

namespace Cutline.Cli.Options;

/// <summary>The options of <c>cutline label</c> that make up its <see cref="LabellingOptions"/>.</summary>
internal static class LabellingOptionSet
{
    internal static OptionSet<LabellingOptions> AddTo(Command command)
    {
        var set = new OptionSet<LabellingOptions>(command);
        set.Add<double>(
            "--unsure", nameof(LabellingOptions.Unsure),
            "a pixel is void where a teacher's probability lies between this and its complement; 0.5: nowhere [0.25]",
            (o, v) => o with { Unsure = v });
        set.Add<double>(
            "--agreement", nameof(LabellingOptions.Agreement),
            "drop a photo where the masks of two teachers have an IoU below this [0.85]", (o, v) => o with { Agreement = v });
        set.Add<double>(
            "--least-car", nameof(LabellingOptions.LeastObject), "drop a photo of which less than this share is car [0.02]",
            (o, v) => o with { LeastObject = v });
        set.Add<double>(
            "--most-unsure", nameof(LabellingOptions.MostUnsure),
            "drop a photo where more than this share of what may be car is void [0.2]", (o, v) => o with { MostUnsure = v });
        set.Add<bool>(
            "--largest", nameof(LabellingOptions.LargestOnly), "photos show one large car: what is not connected to the largest is void",
            (o, v) => o with { LargestOnly = v });
        return set;
    }
}
