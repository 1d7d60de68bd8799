using System.Buffers;
using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;

namespace Cutline.Studio;

/// <summary>A subject that was cut out of its photo.</summary>
/// <param name="Photo">RGBA with straight alpha and the photo's ICC profile, or RGB on a background, in sRGB.</param>
/// <param name="Part">The part of the photo that it shows: the whole photo, or the crop.</param>
/// <param name="Subject">The bounding box of the subject in the photo.</param>
/// <param name="Confidence">See <see cref="Matte.Confidence"/>.</param>
public sealed record CutOut(Photo Photo, Box Part, Box Subject, double Confidence) : IDisposable
{
    /// <summary>
    /// The licence plate that was covered, in pixels of the photo before it was straightened; null where none was detected or requested.
    /// </summary>
    public DetectedPlate? Plate { get; init; }

    /// <summary>Reasons why a person should check it; filled by the scene pipeline.</summary>
    public IReadOnlyList<ReviewReason> Review { get; init; } = [];

    /// <summary>Cuts out the subject of a probability map.</summary>
    /// <param name="photo">RGB, of any size.</param>
    /// <param name="probabilities">
    /// The probability of the subject, (height, width) in row order, 0 to 1. It covers the whole photo, without the border of a letterbox,
    /// at the model's resolution or any other.
    /// </param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="options">Null for <see cref="CutOutOptions.Default"/>.</param>
    /// <param name="refined">The same probabilities with a refined outline, where there are; null otherwise.</param>
    /// <exception cref="ArgumentException">
    /// The photo is not RGB, the map has another size or values outside 0 to 1, or an option is out of range.
    /// </exception>
    /// <exception cref="NothingToCutException">No probability reaches one half.</exception>
    public static CutOut From(Photo photo, ReadOnlySpan<float> probabilities, int width, int height, CutOutOptions? options = null,
        RefinedMap? refined = null)
    {
        options ??= CutOutOptions.Default;
        using var matte = Matte.Estimate(photo, probabilities, width, height, options.Matte, refined);
        return From(photo, matte, options);
    }

    /// <summary>Cuts out the subject by a matte of the photo's size.</summary>
    /// <exception cref="ArgumentException">The photo is not RGB, or the matte is of another size.</exception>
    public static CutOut From(Photo photo, Matte matte, CutOutOptions? options = null)
    {
        options ??= CutOutOptions.Default;
        using var converted = options.Background.IsTransparent ? null : photo.ToSrgbIfProfiled(); // as the colour behind it is
        photo = converted ?? photo;
        var part = options.Crop is { } margin
            ? margin.Around(matte.Bounds, photo.Width, photo.Height)
            : new Box(0, 0, photo.Width, photo.Height);
        var format = options.Background.IsTransparent ? PixelFormat.Rgba : PixelFormat.Rgb;
        var bytes = checked(part.Width * part.Height * (int)format);
        var pixels = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            new CutOutPainter(photo, matte, options).Paint(part, pixels.AsMemory(0, bytes));
            return new CutOut(
                Photo.FromPixels(pixels.AsSpan(0, bytes), part.Width, part.Height, format, photo.IccProfile), part, matte.Bounds,
                matte.Confidence);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    /// <summary>Disposes the photo.</summary>
    public void Dispose() => Photo.Dispose();
}
