using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A yard with a brick wall, a shutter and parking bays.</summary>
internal sealed class YardBackdrop : Backdrop
{
    public override string Paint(SceneFrame frame, SceneRandom random)
    {
        var wall = Rgb.Parse(random.Pick<string>("#9c5f4c", "#a8a39a", "#c7b299", "#707a82", "#8a7a6a"));
        var ground = Rgb.Parse(random.Pick<string>("#75777a", "#8d8a84", "#5e6268"));
        var svg = new StringBuilder("<defs>")
            .Append(Gradient("wall", (0, wall.Lighter(0.16)), (1, wall.Darker(0.14))))
            .Append(Gradient("floor", (0, ground.Darker(0.18)), (0.25, ground), (1, ground.Lighter(0.12)))).Append("</defs>")
            .Append(Rect(0, 0, frame.Width, frame.Horizon + 2, "url(#wall)"));
        AppendBricks(svg, frame, random, wall);
        AppendShutter(svg, frame, random);
        svg.Append(Rect(0, frame.Horizon - 12, frame.Width, 12, wall.Darker(0.4).ToString()));
        svg.Append(Rect(0, frame.Horizon, frame.Width, SceneFrame.Height - frame.Horizon, "url(#floor)"));

        var (bay, far) = (random.In(330, 520), frame.Horizon + 14);
        for (var x = -random.In(0, bay); x < frame.Width + bay; x += bay)
            svg.Append(Quad(x, far, x + 9, far, x + 2, SceneFrame.Height, x - 14, SceneFrame.Height, "#eeeade", "opacity=\"0.8\""));
        for (var i = 0; i < 5; i++)
        {
            var (x, y) = (random.In(0, frame.Width), random.In(frame.Horizon + 30, SceneFrame.Height));
            svg.Append(Ellipse(x, y, random.In(30, 120), random.In(4, 14), ground.Darker(0.3).ToString(), "opacity=\"0.28\""));
        }

        return svg.ToString();
    }

    private static void AppendBricks(StringBuilder svg, SceneFrame frame, SceneRandom random, Rgb wall)
    {
        const double high = 22, wide = 58;
        var joint = wall.Lighter(0.22).ToString();
        for (var (y, row) = (0.0, 0); y < frame.Horizon - 12; y += high, row++)
        {
            svg.Append(Rect(0, y, frame.Width, 1.8, joint, "opacity=\"0.5\""));
            for (var x = row % 2 * wide / 2 - wide; x < frame.Width; x += wide)
            {
                if (random.Chance(0.16)) svg.Append(Rect(x, y, wide, high, random.Chance(0.5) ? "#000" : "#fff", "opacity=\"0.07\""));
                svg.Append(Rect(x, y, 1.8, high, joint, "opacity=\"0.5\""));
            }
        }
    }

    private static void AppendShutter(StringBuilder svg, SceneFrame frame, SceneRandom random)
    {
        var width = random.In(220, 340);
        var (x, top) = (random.In(-80, frame.Width - 120), frame.Horizon - random.In(230, 300));
        var colour = Rgb.Parse(random.Pick<string>("#8796a1", "#3f5a6b", "#a13d32", "#59684b"));
        svg.Append(Rect(x - 9, top - 9, width + 18, frame.Horizon - top + 9, colour.Darker(0.45).ToString()));
        svg.Append(Rect(x, top, width, frame.Horizon - top, colour.ToString()));
        for (var y = top; y < frame.Horizon; y += 15)
        {
            svg.Append(Rect(x, y, width, 3, colour.Darker(0.25).ToString()));
            svg.Append(Rect(x, y + 3, width, 2, colour.Lighter(0.2).ToString()));
        }
    }
}
