using System.Globalization;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>Composes random scenes: a car, its position, its surroundings and the light.</summary>
public static class SceneComposer
{
    /// <summary>Composes a scene. The same arguments give the same scene.</summary>
    /// <param name="seed">The dataset's seed.</param>
    /// <param name="car">The number of the car, which has the same body, paint and wheels in each of its views.</param>
    /// <param name="view">The number of the view.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static SyntheticScene Compose(long seed, int car, int view, int width, int height)
    {
        var random = SceneRandom.Of(seed, car, view);
        var wide = SceneFrame.Height * width / height;
        var ground = random.In(452, 520);
        var frame = new SceneFrame(wide, ground - random.In(48, 105), ground);
        var backdrop = Backdrop.Draw(random);
        var layers = new List<SceneLayer> { new(backdrop.Paint(frame, random)) };

        var other = random.Chance(0.2) ? random.Below(1 << 20) : -1;
        if (other >= 0)
        {
            var behind = frame with { Ground = frame.Ground - 22 };
            var otherCar = SceneCar.Draw(SceneRandom.Of(seed, -1, other));
            Park(layers, backdrop, behind, otherCar, "b", random, random.In(0.4, 0.5), random.Chance(0.5) ? 0.14 : 0.86);
        }

        Park(layers, backdrop, frame, SceneCar.Draw(SceneRandom.Of(seed, car)), "a", random, random.In(0.5, 0.8), random.In(0.45, 0.55));
        if (random.Chance(0.22))
        {
            var x = random.In(0.1, 0.9) * wide;
            layers.Add(Obstacle.Draw(random, x, Math.Min(SceneFrame.Height - 8, frame.Ground + random.In(16, 40))));
        }

        layers.Add(Light(random));
        return new(layers, width, height);
    }

    /// <summary>Adds a car with its shadow and its mirror image.</summary>
    /// <param name="layers">The scene.</param>
    /// <param name="backdrop">The surroundings.</param>
    /// <param name="frame">Where the ground is.</param>
    /// <param name="car">The car.</param>
    /// <param name="id">Begins every name that the drawing defines.</param>
    /// <param name="random">Decides direction and details.</param>
    /// <param name="share">The length of the car as a share of the scene's width.</param>
    /// <param name="at">The centre of the car as a share of the scene's width.</param>
    private static void Park(
        List<SceneLayer> layers, Backdrop backdrop, SceneFrame frame, SceneCar car, string id, SceneRandom random, double share, double at)
    {
        var (length, yaw) = (car.Body.Length, random.In(0.84, 1));
        var scale = Math.Min(share * frame.Width / length, 370 / car.Body.Height);
        var across = scale * yaw * (random.Chance(0.5) ? -1 : 1);
        var place = string.Create(CultureInfo.InvariantCulture,
            $"translate({at * frame.Width - across * length / 2:0.##} {frame.Ground:0.##}) scale({across:0.#####} {scale:0.#####})");

        var drawing = new CarDrawing(car, id, (1 - yaw) * random.In(-1, 1) * 130, random.In(0, 360));
        layers.Add(new(Shadow(car.Body, id, place, backdrop.Shadow)));
        if (backdrop.Gloss > 0) layers.Add(new(Mirrored(id, frame.Ground, backdrop.Gloss)));
        layers.Add(new(
            $"""<g id="{id}car" transform="{place}">{drawing.Drawing}</g>""",
            $"""<g transform="{place}">{drawing.Silhouette}</g>""",
            IsCar: true));
    }

    private static string Shadow(CarBody body, string id, string place, double strength)
    {
        var middle = body.Length / 2;
        var wheel = body.WheelRadius;
        return string.Create(CultureInfo.InvariantCulture,
            $"""<defs><radialGradient id="{id}soft"><stop offset="0" stop-color="#000" stop-opacity="{strength:0.##}"/>""" +
            $"""<stop offset="0.7" stop-color="#000" stop-opacity="{strength * 0.75:0.##}"/>""" +
            $"""<stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs>""" + $"\n" +
            $"""<g transform="{place}"><ellipse cx="{middle:0.##}" cy="-1" rx="{middle * 1.13:0.##}" ry="19" fill="url(#{id}soft)"/>""" +
            $"""<ellipse cx="{middle:0.##}" cy="-5" rx="{middle * 0.92:0.##}" ry="10" fill="url(#{id}soft)"/>""" +
            $"""<ellipse cx="{body.FrontAxle:0.##}" cy="0" rx="{wheel * 1.1:0.##}" ry="5" fill="url(#{id}soft)"/>""" +
            $"""<ellipse cx="{body.RearAxle:0.##}" cy="0" rx="{wheel * 1.1:0.##}" ry="5" fill="url(#{id}soft)"/></g>""");
    }

    private static string Mirrored(string id, double ground, double gloss) => string.Create(CultureInfo.InvariantCulture,
        $"""<defs><linearGradient id="{id}fade" gradientUnits="userSpaceOnUse" x1="0" y1="{ground:0.##}" x2="0" """ +
        $"""y2="{ground + 110:0.##}"><stop offset="0" stop-color="#fff" stop-opacity="{gloss:0.##}"/>""" +
        $"""<stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>""" +
        $"""<mask id="{id}floor" maskUnits="userSpaceOnUse" x="0" y="{ground:0.##}" width="100000" height="200">""" +
        $"""<rect x="0" y="{ground:0.##}" width="100000" height="110" fill="url(#{id}fade)"/></mask></defs>""" + $"\n" +
        $"""<g mask="url(#{id}floor)"><use href="#{id}car" xlink:href="#{id}car" transform="translate(0 {2 * ground - 1:0.##}) """ +
        $"""scale(1 -1)"/></g>""");

    private static SceneLayer Light(SceneRandom random)
    {
        var colour = random.Pick<string>("#fff2d6", "#dfeaff", "#000000", "#ffe1c4");
        return new(string.Create(CultureInfo.InvariantCulture,
            $"""<defs><radialGradient id="lens" cx="0.5" cy="0.5" r="0.8"><stop offset="0.55" stop-color="#000" stop-opacity="0"/>""" +
            $"""<stop offset="1" stop-color="#000" stop-opacity="{random.In(0.1, 0.4):0.##}"/></radialGradient></defs>""" +
            $"""<rect width="100%" height="100%" fill="{colour}" opacity="{random.In(0, 0.14):0.###}"/>""" +
            $"""<rect width="100%" height="100%" fill="url(#lens)"/>"""));
    }
}
