namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A particular car, which is drawn in several scenes: its body, paint and equipment.</summary>
/// <param name="Body">Its shape.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Glass">The colour of its windows.</param>
/// <param name="Trim">The number of the wheels' design.</param>
/// <param name="TwoTone">Whether the roof is black.</param>
/// <param name="Extra">What is mounted on its roof.</param>
public sealed record SceneCar(CarBody Body, Rgb Paint, Rgb Glass, int Trim, bool TwoTone, RoofExtra Extra)
{
    private static readonly string[] Paints =
    [
        "#c8102e", "#9b1b30", "#0f4c9c", "#1b6fc2", "#12355b", "#2e7d5b", "#1f4d3a", "#f2b705", "#e8731a", "#6e4a8e",
        "#e9ecef", "#f7f7f5", "#b8bec6", "#8d949c", "#5b6169", "#2b2f36", "#15171b", "#7a5c46", "#c9b79c", "#2a9d9d",
    ];

    /// <summary>A random car.</summary>
    public static SceneCar Draw(SceneRandom random)
    {
        var body = CarBodies.All[random.Below(CarBodies.All.Count)].Stretched(random.In(0.96, 1.05), random.In(0.97, 1.04));
        var paint = Rgb.Parse(random.Pick<string>(Paints)).Toward(Rgb.White, random.In(0, 0.08));
        var glass = Rgb.Parse("#27323c").Toward(Rgb.Black, random.In(0, 0.5));
        var extra = random.Unit() switch
        {
            < 0.12 => RoofExtra.Rails,
            < 0.2 => RoofExtra.Box,
            < 0.45 => RoofExtra.Fin,
            _ => RoofExtra.None,
        };
        if (body.Name == CarBodies.Pickup.Name || body.Name == CarBodies.Van.Name) extra = RoofExtra.None;
        return new(body, paint, glass, random.Below(WheelDrawing.Designs), random.Chance(0.2) && body.Name != CarBodies.Van.Name, extra);
    }
}
