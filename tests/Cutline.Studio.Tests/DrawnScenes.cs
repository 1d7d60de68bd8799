namespace Cutline.Studio.Tests;

/// <summary>The drawn scenes that mattes and colours are judged on.</summary>
internal static class DrawnScenes
{
    public const int MapWidth = 120, MapHeight = 80;

    public static string[] Names { get; } =
        ["light disc on dark green", "dark car on white", "red car on grey gradient", "white car on near-white"];

    public static DrawnScene Draw(string name) => name switch
    {
        "light disc on dark green" =>
            new(450, 300, DrawnScene.Disc(221.3, 148.6, 95.4), DrawnScene.Flat(235, 228, 205), DrawnScene.Flat(18, 60, 24)),
        "dark car on white" => new(450, 300, DrawnScene.Car(60.3, 220.7, 3.1), DrawnScene.Flat(28, 30, 40), DrawnScene.Flat(250, 250, 250)),
        "red car on grey gradient" =>
            new(
                450, 300, DrawnScene.Car(71.8, 214.2, 3),
                (x, y) => (170 + x / 10, 20 + y / 10, 30), (x, y) => (90 + y / 3, 95 + y / 3, 100 + x / 8)),
        "white car on near-white" =>
            new(450, 300, DrawnScene.Car(60.3, 220.7, 3.1), DrawnScene.Flat(250, 250, 248), DrawnScene.Flat(228, 230, 232)),
        _ => throw new ArgumentException(name),
    };
}
