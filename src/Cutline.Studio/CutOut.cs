using System.Buffers;
using Cutline.Imaging;
using Cutline.Studio.Plates;
using Cutline.Torch;

namespace Cutline.Studio;

/// <summary>A subject cut out of its photo.</summary>
/// <param name="Photo">RGBA with straight alpha, or RGB on a background; with the photo's ICC profile.</param>
/// <param name="Part">The part of the photo that it shows: all of it, or the crop.</param>
/// <param name="Subject">The subject's place in the photo.</param>
/// <param name="Confidence">See <see cref="Matte.Confidence"/>.</param>
public sealed record CutOut(Photo Photo, Box Part, Box Subject, double Confidence) : IDisposable
{
    /// <summary>The licence plate that was covered, in the photo's pixels before it was straightened; null where there is none, or none was to be.</summary>
    public FoundPlate? Plate { get; init; }

    /// <summary>Why a person should look at it; of <see cref="Staging.Finish"/>.</summary>
    public IReadOnlyList<ReviewReason> Review { get; init; } = [];

    /// <summary>Cuts out what the model found.</summary>
    /// <param name="photo">RGB, any size.</param>
    /// <param name="probabilities">(height, width), 0 to 1, covering the whole photo (a letterbox's border cropped away), at the model's resolution or any other.</param>
    /// <exception cref="ArgumentException">The photo is not RGB, the map is no map of probabilities, or an option is out of its range.</exception>
    /// <exception cref="NothingToCutException">The model found nothing.</exception>
    public static CutOut From(Photo photo, Tensor probabilities, CutOutOptions? options = null) => probabilities.Shape is [var height, var width]
        ? From(photo, probabilities.ToArray<float>(), (int)width, (int)height, options)
        : throw new ArgumentException($"{probabilities} is no map of probabilities: give one (height, width)");

    /// <inheritdoc cref="From(Photo, Tensor, CutOutOptions?)"/>
    public static CutOut From(Photo photo, ReadOnlySpan<float> probabilities, int width, int height, CutOutOptions? options = null)
    {
        options ??= CutOutOptions.Default;
        using var matte = Matte.Estimate(photo, probabilities, width, height, options.Matte);
        return From(photo, matte, options);
    }

    /// <summary>Cuts out by a matte of the photo's size.</summary>
    /// <exception cref="ArgumentException">The photo is not RGB, or the matte is of another size.</exception>
    public static CutOut From(Photo photo, Matte matte, CutOutOptions? options = null)
    {
        options ??= CutOutOptions.Default;
        var part = options.Crop is { } margin ? margin.Around(matte.Bounds, photo.Width, photo.Height) : new Box(0, 0, photo.Width, photo.Height);
        var format = options.Background.IsTransparent ? PixelFormat.Rgba : PixelFormat.Rgb;
        var bytes = checked(part.Width * part.Height * (int)format);
        var pixels = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            new CutOutPainter(photo, matte, options).Paint(part, pixels.AsMemory(0, bytes));
            return new CutOut(Photo.FromPixels(pixels.AsSpan(0, bytes), part.Width, part.Height, format, photo.IccProfile), part, matte.Bounds, matte.Confidence);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    public void Dispose() => Photo.Dispose();
}
