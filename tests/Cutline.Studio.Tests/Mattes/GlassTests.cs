using Cutline.Imaging;
using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Mattes;

/// <summary>The background that shows through a car's windows.</summary>
public sealed class GlassTests : IDisposable
{
    private const int Columns = 75, Rows = 50;

    /// <summary>A car of 200×80 from (50, 70) on, in a photo of 300×200, and windows of 40×16 in its middle.</summary>
    private readonly DrawnScene scene =
        new(300, 200, DrawnScene.Car(50, 150, 2), DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));

    private static float[] Windows
    {
        get
        {
            var map = new float[Columns * Rows];
            for (var y = 28; y < 32; y++) map.AsSpan(y * Columns + 32, 10).Fill(1);
            return map;
        }
    }

    [Theory]
    [InlineData("transparent", 1)]
    [InlineData("#102030", 2)]
    [InlineData("studio", 3)]
    public void Opaque_glass_is_no_glass_whatever_the_windows_are(string background, int seed)
    {
        var random = new Random(seed);
        var map = new float[Columns * Rows];
        foreach (ref var p in map.AsSpan()) p = random.NextSingle();
        using var plain = Run(new() { Background = background }, null);
        using var opaque = Run(new() { Background = background, Glass = 0 }, map);
        Assert.True(opaque.Photo.Pixels.SequenceEqual(plain.Photo.Pixels));
    }

    [Fact]
    public void A_window_keeps_its_colour_and_a_part_of_its_alpha()
    {
        using var plain = Run(new(), Windows);
        using var glass = Run(new() { Glass = 0.7 }, Windows);
        // 0.7 · 255 = 178.5, so 179 of 255 parts go: 76 remain
        Assert.Equal<byte>([200, 30, 40, 76], At(glass, 148, 120));
        Assert.Equal<byte>([200, 30, 40, 255], At(plain, 148, 120));
        var changed = Enumerable.Range(0, 300 * 200).Count(i => !At(glass, i % 300, i / 300).SequenceEqual(At(plain, i % 300, i / 300)));
        Assert.InRange(changed, 40 * 16, 48 * 24); // the windows and their edge, which is a cell wide
    }

    [Fact]
    public void The_new_background_shows_through()
    {
        using var glass = Run(new() { Background = "#0000ff", Glass = 0.5 }, Windows);
        // 0.5 · 255 + 0.5 = 128 parts of the background: (200 · 127 + 127) / 255 = 100, (30 · 127 + 127) / 255 = 15,
        // (40 · 127 + 255 · 128 + 127) / 255 = 148
        Assert.Equal<byte>([100, 15, 148], At(glass, 148, 120));
        using var scenic = Run(new() { Background = "#0000ff", Shadow = 0, Reflection = 0, Glass = 0.5 }, Windows);
        Assert.All(At(scenic, 148, 120).Zip(At(glass, 148, 120)), p => Assert.InRange(p.First - p.Second, -1, 1));
    }

    [Fact]
    public void Windows_turn_with_the_car()
    {
        using var turned = Run(new() { Straighten = 20, Glass = 1 }, Windows);
        var (sine, cosine) = Math.SinCos(20 * Math.PI / 180);
        var (x, y) = (150 + (148 - 150) * cosine - (120 - 100) * sine, 100 + (148 - 150) * sine + (120 - 100) * cosine);
        Assert.Equal(0, At(turned, (int)x - turned.Part.X, (int)y - turned.Part.Y)[3]);
    }

    [Fact]
    public void Noise_of_the_model_leaves_the_body_opaque()
    {
        var map = new float[Columns * Rows];
        Array.Fill(map, 0.05f);
        using var plain = Run(new(), map);
        using var glass = Run(new() { Glass = 1 }, map);
        Assert.True(glass.Photo.Pixels.SequenceEqual(plain.Photo.Pixels));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("Glass is 2: use 0", Assert.Throws<ArgumentException>(() => ScenePipeline.Create(new() { Glass = 2 })).Message);
        Assert.Contains("no probability of windows", Assert.Throws<ArgumentException>(() => Run(new() { Glass = 0.5 }, null)).Message);
        Assert.Contains("3 probabilities", Assert.Throws<ArgumentException>(() => new Glass(new float[3], 2, 2)).Message);
    }

    public void Dispose() => scene.Dispose();

    private CutOut Run(SceneOptions options, float[]? windows) => ScenePipeline.Create(options).Run(
        scene.Photo, scene.Probabilities(Columns, Rows), Columns, Rows, glass: windows is null ? null : new(windows, Columns, Rows));

    private static byte[] At(CutOut cut, int x, int y)
    {
        var bands = (int)cut.Photo.Format;
        return cut.Photo.Pixels.Slice((y * cut.Photo.Width + x) * bands, bands).ToArray();
    }
}
