using Cutline.Imaging;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests;

/// <summary>A colour picture's values before rounding: red, green, blue at a point, 0 to 255.</summary>
internal delegate (double R, double G, double B) Colours(double x, double y);

/// <summary>A picture of a shape over a background, of which every pixel's alpha and own colour are known: 8×8 samples a pixel.</summary>
internal sealed class DrawnScene : IDisposable
{
    private const int Samples = 8;

    public DrawnScene(int width, int height, Func<double, double, bool> shape, Colours foreground, Colours background)
    {
        (Width, Height, Foreground) = (width, height, foreground);
        Alpha = new double[width * height];
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var inside = 0;
                for (var i = 0; i < Samples * Samples; i++)
                {
                    if (shape(x + (i % Samples + 0.5) / Samples, y + (i / Samples + 0.5) / Samples)) inside++;
                }

                var alpha = Alpha[y * width + x] = (double)inside / (Samples * Samples);
                var (own, behind) = (foreground(x, y), background(x, y));
                var to = pixels.AsSpan((y * width + x) * 3, 3);
                to[0] = Round(own.R * alpha + behind.R * (1 - alpha));
                to[1] = Round(own.G * alpha + behind.G * (1 - alpha));
                to[2] = Round(own.B * alpha + behind.B * (1 - alpha));
            }
        }

        Photo = Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
    }

    public int Width { get; }

    public int Height { get; }

    public Colours Foreground { get; }

    public Photo Photo { get; }

    /// <summary>(Height, Width), 0 to 1.</summary>
    public double[] Alpha { get; }

    public static Colours Flat(byte r, byte g, byte b) => (_, _) => (r, g, b);

    public static Func<double, double, bool> Disc(double cx, double cy, double radius) =>
        (x, y) => (x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius;

    /// <summary>A car from the side, 100 wide and 40 high at scale 1, its wheels' lowest point at (0, 0) to (100, 0).</summary>
    public static Func<double, double, bool> Car(double left, double ground, double scale) => (px, py) =>
    {
        var (x, y) = ((px - left) / scale, (ground - py) / scale);
        var body = y is > 6 and < 24 && x is > 0 and < 100 && (x - y > -20 || y < 18);
        var cabin = y is >= 24 and < 40 && x > 22 + (y - 24) * 0.9 && x < 84 - (y - 24) * 0.6;
        var wheels = (x - 20) * (x - 20) + (y - 9) * (y - 9) < 81 || (x - 79) * (x - 79) + (y - 9) * (y - 9) < 81;
        return body || cabin || wheels;
    };

    /// <summary>What a good model would say: alpha averaged over each cell and blurred a little, moved by some pixels if wanted.</summary>
    public float[] Probabilities(int width, int height, double shiftX = 0, double shiftY = 0)
    {
        var cells = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < 64; i++)
                {
                    // twice the cell's width: the blur
                    var px = (x + 0.5 + ((i % 8 + 0.5) / 8 - 0.5) * 2) * Width / width - shiftX;
                    var py = (y + 0.5 + ((i / 8 + 0.5) / 8 - 0.5) * 2) * Height / height - shiftY;
                    sum += Alpha[Math.Clamp((int)py, 0, Height - 1) * Width + Math.Clamp((int)px, 0, Width - 1)];
                }

                cells[y * width + x] = (float)(sum / 64);
            }
        }

        return cells;
    }

    /// <summary>The subject on another background as it truly looks: RGB.</summary>
    public byte[] On(Background background)
    {
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Alpha.Length; i++)
        {
            var own = Foreground(i % Width, i / Width);
            pixels[i * 3] = Round(own.R * Alpha[i] + background.Red * (1 - Alpha[i]));
            pixels[i * 3 + 1] = Round(own.G * Alpha[i] + background.Green * (1 - Alpha[i]));
            pixels[i * 3 + 2] = Round(own.B * Alpha[i] + background.Blue * (1 - Alpha[i]));
        }

        return pixels;
    }

    /// <summary>Mean absolute difference of alpha, 0 to 1, over the pixels within three of the true edge.</summary>
    public double AlphaError(Matte matte)
    {
        var (sum, count) = (0.0, 0);
        foreach (var i in EdgePixels())
        {
            sum += Math.Abs(matte.Alpha[i] / 255.0 - Alpha[i]);
            count++;
        }

        return sum / count;
    }

    /// <summary>
    /// Mean absolute difference of channels, 0 to 255, from the truth on a background, over the pixels within three of the true edge.
    /// </summary>
    public double FringeError(Photo onBackground, Background background)
    {
        var (truth, sum, count) = (On(background), 0.0, 0);
        foreach (var i in EdgePixels())
        {
            for (var c = 0; c < 3; c++) sum += Math.Abs(onBackground.Pixels[i * 3 + c] - truth[i * 3 + c]);
            count += 3;
        }

        return sum / count;
    }

    public void Dispose() => Photo.Dispose();

    private IEnumerable<int> EdgePixels()
    {
        const int near = 3;
        for (var y = near; y < Height - near; y++)
        {
            for (var x = near; x < Width - near; x++)
            {
                var (least, most) = (1.0, 0.0);
                for (var dy = -near; dy <= near; dy++)
                {
                    for (var dx = -near; dx <= near; dx++)
                    {
                        var alpha = Alpha[(y + dy) * Width + x + dx];
                        (least, most) = (Math.Min(least, alpha), Math.Max(most, alpha));
                    }
                }

                if (most > least) yield return y * Width + x;
            }
        }
    }

    private static byte Round(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);
}
