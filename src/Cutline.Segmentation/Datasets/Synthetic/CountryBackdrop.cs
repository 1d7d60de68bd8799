using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A country road in front of hills.</summary>
internal sealed class CountryBackdrop : Backdrop
{
    private static readonly string[] Meadows = ["#7fa650", "#9bb25a", "#c2b362", "#6c9a5b", "#b9a46a"];

    public override string Paint(SceneFrame frame, SceneRandom random)
    {
        var sky = Sky.Draw(random);
        var meadow = Rgb.Parse(random.Pick<string>(Meadows));
        if (sky.Dark) meadow = meadow.Toward(sky.Zenith, 0.65);
        var road = Rgb.Parse(sky.Dark ? "#2c303b" : "#7a7a79");
        var edge = frame.Horizon + (frame.Ground - frame.Horizon) * 0.6;
        var svg = new StringBuilder("<defs>")
            .Append(Gradient("sky", (0, sky.Zenith), (0.6, sky.Middle), (1, sky.Horizon)))
            .Append(Gradient("meadow", (0, meadow.Toward(sky.Haze, 0.25)), (1, meadow.Darker(0.12))))
            .Append(Gradient("road", (0, road.Lighter(0.12)), (0.4, road), (1, road.Darker(0.3)))).Append("</defs>")
            .Append(Rect(0, 0, frame.Width, frame.Horizon + 4, "url(#sky)"));
        if (!sky.Dark) AppendClouds(svg, frame, random);
        for (var layer = 0; layer < 3; layer++)
        {
            var hills = meadow.Toward(sky.Haze, 0.85 - layer * 0.26).Toward(sky.Zenith, 0.28 - layer * 0.1);
            AppendHills(svg, frame, random, 150 - layer * 55, hills);
        }

        svg.Append(Rect(0, frame.Horizon, frame.Width, edge - frame.Horizon + 12, "url(#meadow)"));
        for (var x = -random.In(0, 80); x < frame.Width; x += random.In(50, 170))
            AppendBush(svg, x, frame.Horizon + random.In(0, 10), random, meadow);
        svg.Append(Rect(0, edge, frame.Width, SceneFrame.Height - edge, "url(#road)"));
        svg.Append(Rect(0, edge + 5, frame.Width, 3.5, "#eceae0", "opacity=\"0.8\""));
        svg.Append(Rect(0, SceneFrame.Height - 30, frame.Width, 30, meadow.Darker(0.2).ToString()));
        for (var x = 0.0; x < frame.Width; x += random.In(9, 16))
        {
            var (tip, other, shade) = (572 - random.In(3, 13), 572 - random.In(3, 10), random.In(0.14, 0.26));
            svg.Append(Quad(x, 572, x + 9, 572, x + 5, tip, x + 4, other, meadow.Darker(shade).ToString()));
        }

        return svg.ToString();
    }

    private static void AppendClouds(StringBuilder svg, SceneFrame frame, SceneRandom random)
    {
        for (var x = random.In(-60, 200); x < frame.Width; x += random.In(220, 480))
        {
            var y = random.In(40, 170);
            var opacity = string.Create(CultureInfo.InvariantCulture, $"opacity=\"{random.In(0.25, 0.55):0.##}\"");
            for (var i = 0; i < 6; i++)
                svg.Append(Ellipse(x + i * 24, y - random.In(0, 16), random.In(24, 50), random.In(9, 18), "#fff", opacity));
        }
    }

    private static void AppendHills(StringBuilder svg, SceneFrame frame, SceneRandom random, double height, Rgb colour)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{colour}" d="M-60 {frame.Horizon + 4:0.##}""");
        var y = frame.Horizon - random.In(0.3, 1) * height;
        svg.Append(CultureInfo.InvariantCulture, $"L-60 {y:0.##}");
        for (var x = -60.0; x < frame.Width + 60;)
        {
            var (step, next) = (random.In(140, 300), frame.Horizon - random.In(0.2, 1) * height);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"C{x + step * 0.45:0.##} {y:0.##} {x + step * 0.55:0.##} {next:0.##} {x + step:0.##} {next:0.##}");
            (x, y) = (x + step, next);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""V{frame.Horizon + 4:0.##}Z"/>""");
    }

    private static void AppendBush(StringBuilder svg, double x, double foot, SceneRandom random, Rgb meadow)
    {
        var leaves = meadow.Darker(random.In(0.3, 0.5));
        for (var i = 0; i < 5; i++)
        {
            var (leafX, leafY, rx, ry) = (x + random.In(-26, 26), foot - random.In(4, 30), random.In(14, 30), random.In(12, 26));
            svg.Append(Ellipse(leafX, leafY, rx, ry, leaves.Lighter(random.In(0, 0.12)).ToString()));
        }
    }
}
