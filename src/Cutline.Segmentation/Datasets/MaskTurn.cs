using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>How a mask lies to a photo that its EXIF orientation turns.</summary>
/// <param name="Orientation">The photo's, 1 to 8.</param>
/// <param name="IsTurned">Whether the mask was drawn on the stored pixels, and is turned like the photo.</param>
/// <param name="IsOpen">Whether nothing says where it was drawn: neither an option nor the sizes.</param>
internal sealed record MaskTurn(int Orientation, bool IsTurned, bool IsOpen)
{
    /// <summary>Of a photo that is stored as it is shown.</summary>
    public static MaskTurn None { get; } = new(1, false, false);

    /// <summary>Decides where a mask was drawn.</summary>
    /// <param name="asked">What the user says.</param>
    /// <param name="photo">The photo's header.</param>
    /// <param name="width">The mask's width as its file has it, in pixels.</param>
    /// <param name="height">The mask's height as its file has it, in pixels.</param>
    public static MaskTurn Of(MaskOrientation asked, PhotoInfo photo, int width, int height)
    {
        if (photo.Orientation == 1) return None;
        var (storedWidth, storedHeight) = photo.Orientation >= 5 ? (photo.Height, photo.Width) : (photo.Width, photo.Height);
        var (fitsShown, fitsStored) = ((width, height) == (photo.Width, photo.Height), (width, height) == (storedWidth, storedHeight));
        return asked switch
        {
            MaskOrientation.Shown => new(photo.Orientation, false, false),
            MaskOrientation.Stored => new(photo.Orientation, fitsStored, false),
            _ => new(photo.Orientation, fitsStored && !fitsShown, fitsStored && fitsShown),
        };
    }

    /// <summary>The mask as it lies on the photo that is shown. Takes the mask over.</summary>
    public Photo Apply(Photo mask)
    {
        if (!IsTurned) return mask;
        using (mask) return mask.Turned(Orientation);
    }
}
