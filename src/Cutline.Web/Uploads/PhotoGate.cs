using Cutline.Imaging;
using Cutline.Listings.Export;
using Cutline.Studio;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>What an upload must be before it is decoded: a photo by its content, within the limits.</summary>
internal sealed class PhotoGate(ServeOptions options)
{
    private readonly PhotoLimits limits = options.Limits;

    /// <exception cref="RefusedException">It is no photo, damaged in its header, or too large.</exception>
    public void Admit(ReadOnlyMemory<byte> photo)
    {
        if (photo.Length == 0) throw new RefusedException(Problem.NoPhoto("the photo is empty: send a file as the form field 'photo', or as the request's body"));
        Admit(photo, "the photo");
    }

    /// <summary>The same for the pictures of an order.</summary>
    /// <exception cref="RefusedException">One is no picture, damaged in its header, or too large; or the retouch is no PNG.</exception>
    public void Admit(CutFiles files)
    {
        if (files.Backdrop is { } backdrop) Admit(backdrop, "the backdrop");
        if (files.Retouch is not { } retouch) return;
        Admit(retouch, "the retouch");
        try
        {
            Retouch.Check(retouch, limits);
        }
        catch (PhotoException e)
        {
            throw new RefusedException(Problem.NoPhoto(e.Message));
        }
    }

    private void Admit(ReadOnlyMemory<byte> photo, string what)
    {
        if (PictureType.Of(photo.Span) is null) throw new RefusedException(Problem.NoPhoto($"the content{(what == "the photo" ? "" : $" of {what}")} is not a JPEG, PNG, GIF, WebP, TIFF, AVIF or HEIC picture: send one of these"));
        PhotoInfo info;
        try
        {
            info = Photo.Probe(photo, limits with { MaxPixels = long.MaxValue }, what);
        }
        catch (PhotoException e)
        {
            throw new RefusedException(Problem.Undecodable(e.Message));
        }

        if ((long)info.Width * info.Height > limits.MaxPixels)
            throw new RefusedException(Problem.TooLarge($"{what} has {info.Width}×{info.Height} pixels, the limit is {limits.MaxPixels / 1_000_000.0:0.#} megapixels: reduce it"));
    }

    /// <summary>How a photo of too many bytes is refused.</summary>
    public RefusedException TooLarge() => new(Problem.TooLarge($"the photo has more than {limits.MaxBytes} bytes: send a smaller one"));
}
