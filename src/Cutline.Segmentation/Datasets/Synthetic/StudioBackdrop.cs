using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A photographer's studio whose wall curves into the floor, lit from above, with or without a turntable.</summary>
internal sealed class StudioBackdrop : Backdrop
{
    public override double Gloss => 0.1;

    public override double Shadow => 0.42;

    public override string Paint(SceneFrame frame, SceneRandom random)
    {
        var tone = Rgb.Parse(random.Pick<string>("#f1f2f3", "#d5d9dd", "#9aa7b4", "#3b4048", "#e6ddd0", "#6f8496", "#b6495a"));
        var (lit, dim) = (tone.Lighter(0.25), tone.Darker(0.4));
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<defs><radialGradient id="cove" cx="{random.In(0.35, 0.65):0.##}" cy="0.46" r="0.75">""" +
            $"""<stop offset="0" stop-color="{lit}"/><stop offset="0.55" stop-color="{tone}"/><stop offset="1" stop-color="{dim}"/>""" +
            $"""</radialGradient>""");
        svg.Append(Gradient("table", (0, tone.Darker(0.1)), (1, tone.Lighter(0.2)))).Append("</defs>");
        svg.Append(Rect(0, 0, frame.Width, SceneFrame.Height, "url(#cove)"));
        svg.Append(Rect(0, frame.Horizon, frame.Width, SceneFrame.Height - frame.Horizon, tone.Darker(0.3).ToString(), "opacity=\"0.14\""));
        if (random.Chance(0.6))
        {
            var (x, y, rx) = (frame.Width / 2, frame.Ground - 6, frame.Width * 0.53);
            svg.Append(Ellipse(x, y + 8, rx, rx * 0.16, tone.Darker(0.35).ToString())).Append(Ellipse(x, y, rx, rx * 0.16, "url(#table)"));
        }

        if (random.Chance(0.4))
            for (var i = 0; i < 2; i++)
                svg.Append(Rect(frame.Width * (0.08 + 0.6 * i), 24, frame.Width * 0.24, 26, "#fff", "rx=\"5\" opacity=\"0.8\""));
        return svg.ToString();
    }
}
