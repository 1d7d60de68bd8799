namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>An object in front of the car that hides a part of it.</summary>
internal static class Obstacle
{
    /// <summary>A random obstacle that stands at (<paramref name="x"/>, <paramref name="y"/>) in the scene's units.</summary>
    public static SceneLayer Draw(SceneRandom random, double x, double y) => random.Below(4) switch
    {
        0 => Cone(x, y),
        1 => Bollard(x, y),
        2 => Sign(x, y, random),
        _ => Shrub(x, y, random),
    };

    private static SceneLayer Cone(double x, double y)
    {
        var body = Shape(x, y, new(-6, 74, 3), new(6, 74, 3), new(22, 6), new(-22, 6));
        var foot = Shape(x, y, new(-32, 7, 2), new(32, 7, 2), new(32, 0, 2), new(-32, 0, 2));
        var stripes = Shape(x, y, new(-11, 52), new(11, 52), new(15, 36), new(-15, 36));
        return new(
            $"""<path d="{foot}" fill="#33363b"/><path d="{body}" fill="#f26a1b"/><path d="{stripes}" fill="#f7f4ec"/>""",
            $"""<path d="{foot}"/><path d="{body}"/>""");
    }

    private static SceneLayer Bollard(double x, double y)
    {
        var post = Shape(x, y, new(-9, 0), new(-9, 96, 8), new(9, 96, 8), new(9, 0));
        var band = Shape(x, y, new(-9, 84), new(9, 84), new(9, 72), new(-9, 72));
        return new($"""<path d="{post}" fill="#4a4f57"/><path d="{band}" fill="#f2d14b"/>""", $"""<path d="{post}"/>""");
    }

    private static SceneLayer Sign(double x, double y, SceneRandom random)
    {
        var post = Shape(x, y, new(-4, 0), new(-4, 330), new(4, 330), new(4, 0));
        var plate = Shape(x, y, new(-34, 270, 8), new(-34, 338, 8), new(34, 338, 8), new(34, 270, 8));
        var face = Shape(x, y, new(-30, 274, 6), new(-30, 334, 6), new(30, 334, 6), new(30, 274, 6));
        var colour = random.Pick<string>("#1f5fae", "#c62f2f", "#2f7d4f");
        return new(
            $"""<path d="{post}" fill="#7d858e"/><path d="{plate}" fill="#f4f5f6"/><path d="{face}" fill="{colour}"/>""",
            $"""<path d="{post}"/><path d="{plate}"/>""");
    }

    private static SceneLayer Shrub(double x, double y, SceneRandom random)
    {
        var (drawing, silhouette) = ("", "");
        var green = Rgb.Parse(random.Pick<string>("#4f7a3f", "#3f6a4a", "#6d8a3d"));
        for (var i = 0; i < 9; i++)
        {
            var (dx, up, r) = (random.In(-36, 36), random.In(12, 58), random.In(14, 26));
            var leaf = Shape(x + dx, y, new(-r, up - r, r), new(-r, up + r, r), new(r, up + r, r), new(r, up - r, r));
            drawing += $"""<path d="{leaf}" fill="{green.Toward(i % 2 == 0 ? Rgb.Black : Rgb.White, random.In(0.02, 0.2))}"/>""";
            silhouette += $"""<path d="{leaf}"/>""";
        }

        return new(drawing, silhouette);
    }

    private static string Shape(double x, double y, params ReadOnlySpan<Corner> corners)
    {
        var placed = new Corner[corners.Length];
        for (var i = 0; i < corners.Length; i++) placed[i] = new(x + corners[i].X, corners[i].Y - y, corners[i].Radius);
        return Corner.Path(placed);
    }
}
