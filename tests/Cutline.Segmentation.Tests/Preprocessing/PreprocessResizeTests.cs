using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessResizeTests
{
    [Fact]
    public void Halving_by_hand()
    {
        // 4 → 2: centres at 1 and 3, reach 2. Weights of pixels 0 1 2 at distances 0.5 0.5 1.5 are 0.75 0.75 0.25 over 1.75.
        var resized = Resized([0, 0, 0, 70, 70, 70, 140, 140, 140, 210, 210, 210], 4, 1, 2, 1);
        Assert.Equal([50, 50, 50, 160, 160, 160], resized); // (70 · 0.75 + 140 · 0.25) / 1.75, (70 · 0.25 + 140 · 0.75 + 210 · 0.75) / 1.75
    }

    [Fact]
    public void Doubling_by_hand()
    {
        // 2 → 4: a quarter pixel from either centre, weights 3/4 and 1/4; at the edges the pixel alone.
        Assert.Equal([10, 0, 255, 20, 0, 191, 40, 0, 64, 50, 0, 0], Resized([10, 0, 255, 50, 0, 0], 2, 1, 4, 1));
    }

    // import numpy as np; from PIL import Image
    // y, x, c = np.mgrid[0:h, 0:w, 0:3]; a = ((x*37 + y*91 + c*53 + x*y*c*7) % 256).astype(np.uint8)
    // print(np.array(Image.fromarray(a).resize((tw, th), Image.BILINEAR)).ravel().tolist())
    [Theory]
    [InlineData(13, 9, 5, 4, new byte[] {
        99, 131, 149, 134, 135, 150, 116, 124, 135, 111, 130, 138, 140, 144, 130, 108, 134, 125, 114, 141, 124, 132, 128, 117, 112, 129,
        133, 120, 144, 144, 132, 147, 105, 112, 130, 142, 117, 134, 118, 129, 132, 137, 115, 106, 129, 151, 105, 143, 123, 117, 112, 114,
        121, 113, 120, 124, 122, 117, 100, 109
    })]
    [InlineData(4, 3, 6, 5, new byte[] {
        0, 53, 106, 19, 72, 125, 43, 96, 149, 68, 121, 174, 93, 146, 199, 111, 164, 217, 36, 89, 142, 55, 110, 164, 79, 136, 175, 104,
        163, 135, 129, 138, 147, 147, 106, 168, 91, 144, 197, 110, 166, 223, 134, 195, 214, 159, 225, 77, 184, 126, 69, 202, 20, 94, 146,
        199, 98, 165, 146, 128, 163, 101, 150, 86, 133, 121, 85, 115, 145, 103, 87, 174, 182, 235, 32, 201, 133, 65, 182, 39, 108, 37, 72,
        151, 19, 107, 195, 37, 132, 227
    })]
    public void Agrees_with_Pillow(int width, int height, int toWidth, int toHeight, byte[] expected)
    {
        var pixels = Pattern(width, height);
        var resized = Resized(pixels, width, height, toWidth, toHeight);

        Assert.Equal(expected.Length, resized.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(resized[i], expected[i] - 1, expected[i] + 1); // Pillow rounds between its passes
    }

    [Theory]
    [InlineData(200, 150, 64, 64)]
    [InlineData(64, 64, 65, 63)]
    [InlineData(1000, 3, 7, 1)]
    [InlineData(1, 1, 9, 9)]
    public void Agrees_with_the_formula(int width, int height, int toWidth, int toHeight)
    {
        var pixels = Pattern(width, height);
        var resized = Resized(pixels, width, height, toWidth, toHeight);
        for (var y = 0; y < toHeight; y++)
            for (var x = 0; x < toWidth; x++)
                for (var c = 0; c < 3; c++)
                    Assert.InRange(
                        resized[(y * toWidth + x) * 3 + c] - Formula(pixels, width, height, toWidth, toHeight, x, y, c), -0.502, 0.502);
    }

    [Fact]
    public void The_same_size_is_the_same_photo() => Assert.Equal(Pattern(37, 21), Resized(Pattern(37, 21), 37, 21, 37, 21));

    [Fact]
    public void White_stays_white() =>
        Assert.All(Resized(Enumerable.Repeat((byte)255, 300 * 200 * 3).ToArray(), 300, 200, 77, 91), v => Assert.Equal(255, v));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Resized(new byte[11], 2, 2, 1, 1));
        Assert.Throws<ArgumentException>(() => Resized(new byte[12], 0, 2, 1, 1));
        Assert.Throws<ArgumentException>(() => Preprocess.Resize(new byte[12], 2, 2, new byte[11], 2, 2, 6));
        Assert.Throws<ArgumentException>(() => Preprocess.Resize(new byte[12], 2, 2, new byte[12], 2, 2, 5));
    }

    private static double Formula(byte[] pixels, int width, int height, int toWidth, int toHeight, int x, int y, int c)
    {
        static double[] Weights(int from, int to, int at)
        {
            var scale = (double)from / to;
            var reach = Math.Max(1, scale);
            var weights = Enumerable.Range(0, from).Select(i => Math.Max(0, 1 - Math.Abs(i + 0.5 - (at + 0.5) * scale) / reach)).ToArray();
            return [.. weights.Select(w => w / weights.Sum())];
        }

        var (across, down) = (Weights(width, toWidth, x), Weights(height, toHeight, y));
        double sum = 0;
        for (var j = 0; j < height; j++)
            for (var i = 0; i < width && down[j] > 0; i++) sum += down[j] * across[i] * pixels[(j * width + i) * 3 + c];
        return sum;
    }

    private static byte[] Pattern(int width, int height) =>
    [
        .. from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           from c in Enumerable.Range(0, 3)
           select (byte)((x * 37 + y * 91 + c * 53 + x * y * c * 7) % 256),
    ];

    private static byte[] Resized(byte[] pixels, int width, int height, int toWidth, int toHeight)
    {
        var resized = new byte[Math.Max(0, toWidth * toHeight * 3)];
        Preprocess.Resize(pixels, width, height, resized, toWidth, toHeight, toWidth * 3);
        return resized;
    }
}
