using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A road with a kerb, a row of houses, and a town behind them.</summary>
internal sealed class StreetBackdrop : Backdrop
{
    private static readonly string[] Facades =
        ["#c9785b", "#d9b58c", "#8fa3ad", "#e3d7c1", "#a3524a", "#7d8f83", "#b9a7b4", "#5f7387", "#d8c9a3"];

    public override string Paint(SceneFrame frame, SceneRandom random)
    {
        var sky = Sky.Draw(random);
        var kerb = frame.Horizon + (frame.Ground - frame.Horizon) * 0.55;
        var road = Rgb.Parse(sky.Dark ? "#2b2e38" : "#6a6d72");
        var svg = new StringBuilder("<defs>")
            .Append(Gradient("sky", (0, sky.Zenith), (0.6, sky.Middle), (1, sky.Horizon)))
            .Append(Gradient("road", (0, road.Lighter(0.14)), (0.35, road), (1, road.Darker(0.35)))).Append("</defs>")
            .Append(Rect(0, 0, frame.Width, frame.Horizon + 4, "url(#sky)"));
        AppendTown(svg, frame, random, sky);
        AppendHouses(svg, frame, random, sky);

        var walk = Rgb.Parse(sky.Dark ? "#4a4d58" : "#b4b1ab");
        svg.Append(Rect(0, frame.Horizon, frame.Width, kerb - frame.Horizon, walk.ToString()));
        for (var x = -random.In(0, 60); x < frame.Width; x += 64)
            svg.Append(Quad(x, frame.Horizon, x + 1.5, frame.Horizon, x - 10, kerb, x - 12, kerb, walk.Darker(0.14).ToString()));
        svg.Append(Rect(0, kerb - 4, frame.Width, 4, walk.Lighter(0.25).ToString()));
        svg.Append(Rect(0, kerb, frame.Width, 6, walk.Darker(0.35).ToString()));
        svg.Append(Rect(0, kerb + 6, frame.Width, SceneFrame.Height - kerb, "url(#road)"));
        var line = Math.Min(SceneFrame.Height - 14, frame.Ground + random.In(38, 60));
        for (var x = -random.In(0, 200); x < frame.Width; x += 210)
            svg.Append(Quad(x + 8, line, x + 118, line, x + 112, line + 8, x, line + 8, "#e9e6da", "opacity=\"0.75\""));
        for (var x = random.In(0, 260); x < frame.Width; x += random.In(280, 460)) AppendLampOrTree(svg, x, frame.Horizon + 8, random, sky);
        return svg.ToString();
    }

    private static void AppendTown(StringBuilder svg, SceneFrame frame, SceneRandom random, Sky sky)
    {
        for (var x = -20.0; x < frame.Width;)
        {
            var (width, height) = (random.In(40, 110), random.In(90, 290));
            svg.Append(Rect(x, frame.Horizon - height, width, height, sky.Haze.Darker(random.In(0, 0.1)).ToString()));
            x += width + random.In(-6, 26);
        }
    }

    private static void AppendHouses(StringBuilder svg, SceneFrame frame, SceneRandom random, Sky sky)
    {
        for (var x = -random.In(0, 100); x < frame.Width;)
        {
            var (width, floors) = (random.In(130, 230), 1 + random.Below(3));
            var (floor, colour) = (62.0, Rgb.Parse(random.Pick<string>(Facades)));
            colour = sky.Dark ? colour.Toward(sky.Zenith, 0.68) : colour.Toward(sky.Haze, 0.28);
            var top = frame.Horizon - floors * floor - 30;
            svg.Append(Rect(x, top, width, frame.Horizon - top, colour.ToString()));
            svg.Append(Rect(x - 3, top - 8, width + 6, 9, colour.Darker(0.3).ToString()));
            svg.Append(Rect(x, frame.Horizon - 14, width, 14, colour.Darker(0.25).ToString()));
            var columns = Math.Max(2, (int)(width / 48));
            for (var row = 0; row < floors; row++)
                for (var column = 0; column < columns; column++)
                {
                    var middle = x + (column + 0.5) * width / columns;
                    AppendWindow(svg, middle, top + 22 + row * floor, colour, sky.Dark && random.Chance(0.45));
                }

            x += width + (random.Chance(0.25) ? random.In(20, 70) : 1);
        }
    }

    private static void AppendWindow(StringBuilder svg, double x, double y, Rgb wall, bool lit)
    {
        var pane = lit ? "#ffd98a" : wall.Toward(Rgb.Parse("#31455a"), 0.7).ToString();
        svg.Append(Rect(x - 13, y - 2, 26, 40, wall.Lighter(0.4).ToString())).Append(Rect(x - 10.5, y, 21, 36, pane));
        svg.Append(Rect(x - 1, y, 2, 36, wall.Lighter(0.35).ToString())).Append(Rect(x - 16, y + 38, 32, 4, wall.Darker(0.2).ToString()));
    }

    private static void AppendLampOrTree(StringBuilder svg, double x, double foot, SceneRandom random, Sky sky)
    {
        if (random.Chance(0.4))
        {
            svg.Append(Rect(x - 3, foot - 265, 6, 265, "#3b4046"));
            svg.Append(Rect(x - 3, foot - 265, 46, 5, "#3b4046"));
            svg.Append(Rect(x + 24, foot - 261, 22, 6, sky.Dark ? "#ffeebc" : "#d5dade"));
            return;
        }

        var leaves = Rgb.Parse(random.Pick<string>("#4d7a3e", "#5f8a45", "#3f6b46", "#8a8f3c"));
        if (sky.Dark) leaves = leaves.Toward(sky.Zenith, 0.6);
        svg.Append(Rect(x - 5, foot - 100, 10, 100, leaves.Toward(Rgb.Parse("#4a3526"), 0.8).ToString()));
        for (var i = 0; i < 9; i++)
        {
            var (leafX, leafY, rx, ry) = (x + random.In(-38, 38), foot - random.In(90, 190), random.In(24, 40), random.In(22, 36));
            svg.Append(Ellipse(leafX, leafY, rx, ry, leaves.Toward(i % 2 == 0 ? Rgb.Black : Rgb.White, random.In(0.02, 0.2)).ToString()));
        }
    }
}
