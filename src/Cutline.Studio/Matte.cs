using System.Buffers;
using Cutline.Imaging;

namespace Cutline.Studio;

/// <summary>How much of each of a photo's pixels belongs to the subject.</summary>
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

    /// <summary>(Height, Width), 0 to 255. Valid until the matte is disposed of.</summary>
    public ReadOnlySpan<byte> Alpha => Writable;

    /// <summary>How sure the model is along the outline, 0 to 1: the mean of |2p − 1| within three cells of its map of it.</summary>
    public double Confidence { get; }

    /// <summary>The smallest rectangle that holds all pixels of alpha above 0.</summary>
    public Box Bounds { get; internal set; }

    internal Span<byte> Writable => alpha.Length > 0 ? alpha.AsSpan(0, Width * Height) : throw new ObjectDisposedException(nameof(Matte));

    /// <summary>
    /// Finds the matte at the photo's size. Cells of the map that are far from the subject's outline are wholly in or out; near it each
    /// pixel's alpha is the most likely one given two witnesses: the model (a ramp on its half-probability line, as unsure as that line is
    /// near) and the pixel's colour between the colours on both sides (see <see cref="ColourLine"/>).
    /// </summary>
    /// <param name="photo">RGB.</param>
    /// <param name="probabilities">(height, width), 0 to 1, covering the whole photo, at any resolution.</param>
    /// <exception cref="ArgumentException">The photo is not RGB, the map is no map of probabilities, or an option is out of its range.</exception>
    /// <exception cref="NothingToCutException">No place reaches a probability of one half, or none that a pixel would show.</exception>
    public static Matte Estimate(Photo photo, ReadOnlySpan<float> probabilities, int width, int height, MatteOptions? options = null)
    {
        options ??= MatteOptions.Default;
        options.Validate();
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the photo is {photo.Format}: load it as {PixelFormat.Rgb}");

        var map = ProbabilityGrid.Fit(probabilities, width, height, photo.Width, photo.Height);
        var zone = EdgeZone.Around(Subject.Find(map, options), map);
        var (across, down) = (new Axis(photo.Width, map.Width), new Axis(photo.Height, map.Height));
        using var colours = options.FollowPhoto ? new CellColours(photo, zone, EdgeCells.Reach) : null;
        using var cells = new EdgeCells(zone, colours, across.Scale, down.Scale);
        var matte = new Matte(photo.Width, photo.Height, zone.Confidence());
        new MattePainter(zone, cells, across, down, (float)options.Softness).Paint(photo, matte);
        if (matte.Bounds.Width > 0) return matte;
        matte.Dispose();
        throw new NothingToCutException(map.Values.Max());
    }

    /// <summary>Sets <see cref="Bounds"/> after alpha has changed.</summary>
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
