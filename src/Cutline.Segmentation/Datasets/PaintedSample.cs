using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo whose mask is painted: its annotations are shapes, not a picture.</summary>
/// <param name="photo">The photo's path, for messages.</param>
/// <param name="photoBytes">The photo file's bytes.</param>
/// <param name="orientation">On which pixels of a photo that EXIF turns the shapes were drawn.</param>
/// <param name="limits">Limits on what is decoded.</param>
internal abstract class PaintedSample(string photo, byte[] photoBytes, MaskOrientation orientation, PhotoLimits limits) : ClassSample
{
    private PhotoInfo? info;

    public sealed override ContentKey Key => ContentKey.Of(photoBytes, ShapeBytes);

    public sealed override ContentKey PhotoKey => ContentKey.Of(photoBytes);

    protected sealed override string PhotoFile => photo;

    public sealed override (int Width, int Height) PhotoSize
    {
        get
        {
            var header = Header;
            return (header.Width, header.Height);
        }
    }

    internal sealed override MaskTurn Turn => MaskTurn.Of(orientation, Header, MaskSize.Width, MaskSize.Height) with
    {
        // Outlines are numbers: a written size, of whatever program, does not say on which pixels they were drawn.
        IsOpen = orientation == MaskOrientation.Auto && Header.Orientation > 1 && FitsTheFile,
    };

    /// <summary>Bytes that change whenever the mask does.</summary>
    protected abstract byte[] ShapeBytes { get; }

    /// <summary>The mask's size, as the annotations say it; null where they do not.</summary>
    protected virtual (int Width, int Height)? WrittenSize => null;

    private PhotoInfo Header => info ??= WithFileContext(photo, () => Photo.Probe(photoBytes, limits, Path.GetFileName(photo)));

    private (int Width, int Height) StoredSize => Header.Orientation >= 5 ? (Header.Height, Header.Width) : PhotoSize;

    /// <summary>Whether the annotations are of a picture of the file's size, turned or not.</summary>
    private bool FitsTheFile => WrittenSize is not { } written || written == PhotoSize || written == StoredSize;

    /// <summary>The size that shapes are painted at: of the photo as they were drawn on it, or else that of the annotations.</summary>
    private (int Width, int Height) MaskSize => orientation switch
    {
        MaskOrientation.Stored when FitsTheFile => StoredSize,
        MaskOrientation.Shown when FitsTheFile => PhotoSize,
        _ => WrittenSize ?? PhotoSize,
    };

    public sealed override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(
            photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, Path.GetFileName(photo)));

    /// <summary>Paints the mask over background.</summary>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="indices"><paramref name="height"/> rows of <paramref name="width"/> class indices, all 0.</param>
    /// <exception cref="FormatException">A shape cannot be painted.</exception>
    protected abstract void Paint(int width, int height, Span<byte> indices);

    protected sealed override DecodedMask DecodeMaskFile()
    {
        var (width, height) = MaskSize;
        if (width < 1 || height < 1 || (long)width * height > limits.MaxPixels)
        {
            throw new DatasetException(new DataProblem(
                MaskFile, $"has a size of {width}×{height}", $"write the photo's size, at most {limits.MaxPixels} pixels"));
        }

        try
        {
            return new(Painted(width, height, Turn), []);
        }
        catch (FormatException e)
        {
            throw new DatasetException(new DataProblem(
                MaskFile, $"has a segmentation that cannot be drawn ({e.Message})", "export it again, or remove the annotation"), e);
        }
    }

    internal sealed override Photo? DrawnOtherwise(Photo mask)
    {
        if (!Turn.IsOpen) return null;
        var other = Turn with { IsTurned = !Turn.IsTurned };
        var (width, height) = other.IsTurned ? StoredSize : PhotoSize;
        try
        {
            return Painted(width, height, other);
        }
        catch (FormatException)
        {
            return null; // run lengths are of one size
        }
    }

    private Photo Painted(int width, int height, MaskTurn turn)
    {
        var indices = new byte[width * height];
        Paint(width, height, indices);
        return turn.Apply(Photo.FromPixels(indices, width, height, PixelFormat.Grey));
    }

    /// <summary>Makes the pixels void that a box touches; all of them where the object may be anywhere.</summary>
    /// <param name="box">Left, top, width and height, in pixels; null for anywhere.</param>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="indices">The mask.</param>
    protected static void PaintVoid(double[]? box, int width, int height, Span<byte> indices)
    {
        var (left, top, right, bottom) = (0, 0, width, height);
        if (box is [var x, var y, var across, var down])
        {
            (left, right) = ((int)Math.Clamp(Math.Floor(x), 0, width), (int)Math.Clamp(Math.Ceiling(x + across), 0, width));
            (top, bottom) = ((int)Math.Clamp(Math.Floor(y), 0, height), (int)Math.Clamp(Math.Ceiling(y + down), 0, height));
        }

        for (var row = top; row < bottom; row++)
            if (right > left) indices.Slice(row * width + left, right - left).Fill(ClassSet.Void);
    }
}
