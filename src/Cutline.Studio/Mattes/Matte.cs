using System.Buffers;
using Cutline.Imaging;
using Cutline.Studio.Geometry;

namespace Cutline.Studio.Mattes;

/// <summary>The alpha matte of a photo: for each pixel, how much of it belongs to the subject.</summary>
public sealed class Matte : IDisposable
{
    private byte[] alpha;

    internal Matte(int width, int height, double confidence)
    {
        (Width, Height, Confidence) = (width, height, confidence);
        alpha = ArrayPool<byte>.Shared.Rent(checked(width * height));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Alpha, (Height, Width) in row order, 0 to 255. Valid until the matte is disposed.</summary>
    public ReadOnlySpan<byte> Alpha => Writable;

    /// <summary>
    /// The model's confidence along the outline, 0 to 1: the mean of |2p − 1| over the cells of its map within three cells of the outline.
    /// </summary>
    public double Confidence { get; }

    /// <summary>Whether the photo seems to show another car than the subject; see <see cref="Subject.HasOtherCar"/>.</summary>
    public bool HasOtherCar { get; internal init; }

    /// <summary>The smallest rectangle that contains all pixels with alpha above 0.</summary>
    public Box Bounds { get; internal set; }

    /// <summary>How much of the background shows through each pixel, (Height, Width), 0 to 255; null where the subject is opaque.</summary>
    internal byte[]? Clearness { get; set; }

    internal Span<byte> Writable => alpha.Length > 0 ? alpha.AsSpan(0, Width * Height) : throw new ObjectDisposedException(nameof(Matte));

    /// <summary>
    /// Estimates the matte at the photo's size. Cells far from the subject's outline are fully opaque or transparent; near the outline,
    /// each pixel's alpha is the inverse-variance mean of two estimates: a ramp across the line where the probability is one half, and the
    /// position of the pixel's colour between the colours of the two sides (<see cref="ColourAlphaModel"/>).
    /// </summary>
    /// <param name="photo">RGB.</param>
    /// <param name="probabilities">
    /// The probability of the subject, (height, width) in row order, 0 to 1, covering the whole photo at any resolution.
    /// </param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="options">Null for <see cref="MatteOptions.Default"/>.</param>
    /// <param name="refined">The same probabilities with a refined outline, where there are; null otherwise.</param>
    /// <exception cref="ArgumentException">
    /// The photo is not RGB, the map has another size or values outside 0 to 1, or an option is out of range.
    /// </exception>
    /// <exception cref="NothingToCutException">No probability reaches one half, or the matte is empty at the photo's size.</exception>
    public static Matte Estimate(Photo photo, ReadOnlySpan<float> probabilities, int width, int height, MatteOptions? options = null,
        RefinedMap? refined = null)
    {
        options ??= MatteOptions.Default;
        options.Validate();
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the photo is {photo.Format}: load it as {PixelFormat.Rgb}");

        var map = ProbabilityGrid.Fit(probabilities, width, height, photo.Width, photo.Height);
        var subject = SubjectMask.Find(map, options);
        var zone = EdgeZone.Around(subject.Cells, map);
        var (across, down) = (new GridAxis(photo.Width, map.Width), new GridAxis(photo.Height, map.Height));
        using var colours = options.FollowPhoto ? new CellColours(photo, zone, EdgeCells.Reach) : null;
        using var cells = new EdgeCells(zone, colours, across.Scale, down.Scale);
        var matte = new Matte(photo.Width, photo.Height, zone.Confidence()) { HasOtherCar = subject.HasOtherCar };
        new MattePainter(zone, cells, across, down, (float)options.Softness, refined, subject.LeftOut).Paint(photo, matte);
        if (matte.Bounds.Width > 0) return matte;
        matte.Dispose();
        throw new NothingToCutException(map.Values.Max());
    }

    /// <summary>Updates <see cref="Bounds"/> after alpha was changed.</summary>
    internal void Measure()
    {
        var (left, right, top, bottom) = (int.MaxValue, -1, int.MaxValue, -1);
        for (var y = 0; y < Height; y++)
        {
            var row = Alpha.Slice(y * Width, Width);
            var first = row.IndexOfAnyExcept((byte)0);
            if (first < 0) continue;
            (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyExcept((byte)0)));
            (top, bottom) = (Math.Min(top, y), y);
        }

        Bounds = right < 0 ? default : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref alpha, []);
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented);
    }
}
