using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A hall with light panels and a polished floor that reflects the car. The reflection is not part of the mask.</summary>
internal sealed class ShowroomBackdrop : Backdrop
{
    public override double Gloss => 0.28;

    public override double Shadow => 0.5;

    public override string Paint(SceneFrame frame, SceneRandom random)
    {
        var wall = Rgb.Parse(random.Pick<string>("#e8ebee", "#2a2e35", "#d9d3c8", "#39444f", "#f2f2f0"));
        var floor = random.Chance(0.5) ? wall.Darker(0.18) : Rgb.Parse(random.Pick<string>("#c6cacf", "#4a4f57", "#b9b2a6"));
        var accent = Rgb.Parse(random.Pick<string>("#c8102e", "#1b6fc2", "#f2b705", "#2a9d9d", "#8d949c"));
        var svg = new StringBuilder("<defs>")
            .Append(Gradient("wall", (0, wall.Darker(0.22)), (0.55, wall), (1, wall.Darker(0.08))))
            .Append(Gradient("floor", (0, floor.Darker(0.12)), (0.3, floor.Lighter(0.14)), (1, floor.Darker(0.2)))).Append("</defs>")
            .Append(Rect(0, 0, frame.Width, frame.Horizon + 2, "url(#wall)"));

        var step = random.In(150, 230);
        for (var x = random.In(-step, 0); x < frame.Width; x += step)
        {
            svg.Append(Rect(x, 0, 2, frame.Horizon, wall.Darker(0.16).ToString()));
            svg.Append(Quad(x + step * 0.2, 0, x + step * 0.8, 0, x + step * 0.72, 26, x + step * 0.28, 26, "#fff", "opacity=\"0.85\""));
        }

        if (random.Chance(0.6))
            svg.Append(Rect(0, frame.Horizon - random.In(150, 230), frame.Width, random.In(8, 22), accent.ToString(), "opacity=\"0.85\""));
        if (random.Chance(0.5)) AppendWindows(svg, frame, random);
        svg.Append(Rect(0, frame.Horizon - 8, frame.Width, 8, wall.Darker(0.3).ToString()));
        svg.Append(Rect(0, frame.Horizon, frame.Width, SceneFrame.Height - frame.Horizon, "url(#floor)"));
        var (middle, joint) = (frame.Width / 2, floor.Darker(0.3).ToString());
        for (var x = -frame.Width; x < frame.Width * 2; x += 150)
        {
            var (far, near) = (middle + (x - middle) * 0.55, SceneFrame.Height);
            svg.Append(Quad(far, frame.Horizon, far + 1, frame.Horizon, x + 2.5, near, x, near, joint, "opacity=\"0.4\""));
        }

        foreach (var y in new[] { 0.22, 0.55 })
            svg.Append(Rect(0, frame.Horizon + (SceneFrame.Height - frame.Horizon) * y, frame.Width, 1.6, joint, "opacity=\"0.4\""));
        return svg.ToString();
    }

    private static void AppendWindows(StringBuilder svg, SceneFrame frame, SceneRandom random)
    {
        var width = random.In(200, 360);
        var (x, top) = (random.In(0, Math.Max(1, frame.Width - width)), 70.0);
        svg.Append(Rect(x - 6, top - 6, width + 12, frame.Horizon - top, "#2c3036"));
        svg.Append(Rect(x, top, width, frame.Horizon - top - 14, "#cfe3f1"));
        svg.Append(Rect(x, frame.Horizon - 90, width, 76, "#9fb59a"));
        var foot = frame.Horizon - 14;
        svg.Append(Quad(x + width * 0.2, top, x + width * 0.45, top, x + width * 0.25, foot, x, foot, "#fff", "opacity=\"0.3\""));
        for (var i = 1; i < 3; i++) svg.Append(Rect(x + width * i / 3 - 2, top, 4, frame.Horizon - top - 10, "#2c3036"));
    }
}
