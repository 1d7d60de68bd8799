using Cutline.Training.Layers;
using F = TorchSharp.torch.nn.functional;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// The artefacts of JPEG compression as tensor operations: luma and chroma at half resolution in 8×8 blocks, whose cosine transforms are
/// rounded to multiples of the quantisation tables. ITU-T T.81 (1992), annexes A and K; colours as in JFIF 1.02; qualities, rounding and
/// the smooth upsampling of chroma as in libjpeg.
/// </summary>
internal static class JpegArtefacts
{
    /// <summary>Above this, libjpeg's tables are hardly coarser than 8 bits.</summary>
    public const int HighestQuality = 95;

    private const int Side = 8, Unit = 2 * Side;

    // T.81, tables K.1 and K.2.
    private static readonly int[] Luma =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] Chroma =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    // JFIF 1.02, colours of 0 to 255; luma and chroma are about 0 here, as the transform wants them.
    private static readonly float[] Middle = [128, 0, 0];
    private static readonly float[] ToYcc =
        [0.299f, 0.587f, 0.114f, -0.168735892f, -0.331264108f, 0.5f, 0.5f, -0.418687589f, -0.081312411f];
    private static readonly float[] ToRgb = [1, 0, 1.402f, 1, -0.344136286f, -0.714136286f, 1, 1.772f, 0];

    private static readonly float[] Cosines = Transform();

    /// <summary>Compresses photos (N, 3, H, W) in [0, 1], each at a quality of its own, and decodes them again.</summary>
    /// <param name="qualities">The quality of each photo, 1 to 100.</param>
    public static Tensor Apply(Tensor photos, IReadOnlyList<int> qualities)
    {
        using var scope = NewDisposeScope();
        var (n, height, width) = (photos.shape[0], photos.shape[2], photos.shape[3]);
        var x = (photos.clamp(Held(0), Held(1)) * Held(255)).round();
        x = F.pad(x, [0, -width & (Unit - 1), 0, -height & (Unit - 1)], PaddingModes.Replicate); // (N, 3, H', W'), whole units of 16
        var ycc = (Mix(x, ToYcc) - tensor(Middle, [1, 3, 1, 1], device: x.device)).round();
        var luma = Quantise(ycc.narrow(1, 0, 1), Table(Luma, qualities, x.device));
        var chroma = Quantise(F.avg_pool2d(ycc.narrow(1, 1, 2), 2, 2).round(), Table(Chroma, qualities, x.device));
        var doubled = F.interpolate(chroma, ycc.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false).round();
        x = Mix(cat([luma.Plus(128), doubled], 1), ToRgb);
        return (x.narrow(2, 0, height).narrow(3, 0, width).round().clamp(Held(0), Held(255)) * Held(1.0 / 255)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Planes (N, C, H, W) about 0, each 8×8 block of them transformed, rounded by the tables (N, 1, 64), and transformed back.
    /// </summary>
    private static Tensor Quantise(Tensor planes, Tensor tables)
    {
        var (n, c, rows, columns) = (planes.shape[0], planes.shape[1], planes.shape[2] / Side, planes.shape[3] / Side);
        var cosines = tensor(Cosines, [Side * Side, Side * Side], device: planes.device);
        var blocks = planes.reshape(n, c, rows, Side, columns, Side).permute(0, 1, 2, 4, 3, 5).reshape(n, c * rows * columns, Side * Side);
        blocks = (blocks.matmul(cosines) / tables).round() * tables;
        blocks = blocks.matmul(cosines.permute(1, 0)).round().clamp(Held(-128), Held(127));
        return blocks.view(n, c, rows, columns, Side, Side).permute(0, 1, 2, 4, 3, 5).reshape(planes.shape);
    }

    private static Tensor Mix(Tensor x, float[] matrix)
    {
        var shape = x.shape;
        return tensor(matrix, [1, 3, 3], device: x.device).matmul(x.reshape(shape[0], 3, shape[2] * shape[3])).view(shape);
    }

    /// <summary>The table of each quality, as libjpeg scales it.</summary>
    private static Tensor Table(int[] table, IReadOnlyList<int> qualities, Device device)
    {
        var steps = qualities.SelectMany(quality =>
        {
            var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
            return table.Select(step => (float)Math.Clamp((step * percent + 50) / 100, 1, 255));
        });
        return tensor(steps.ToArray(), [qualities.Count, 1, table.Length], device: device);
    }

    /// <summary>The two-dimensional cosine transform of a block as one matrix: 64 pixels by 64 coefficients, orthonormal.</summary>
    private static float[] Transform()
    {
        static double Cosine(int x, int u) => (u == 0 ? Math.Sqrt(0.5) : 1) / 2 * Math.Cos((2 * x + 1) * u * Math.PI / (2 * Side));
        var matrix = new float[Side * Side * Side * Side];
        for (var i = 0; i < matrix.Length; i++)
        {
            var (pixel, coefficient) = (i / (Side * Side), i % (Side * Side));
            matrix[i] = (float)(Cosine(pixel / Side, coefficient / Side) * Cosine(pixel % Side, coefficient % Side));
        }

        return matrix;
    }
}
