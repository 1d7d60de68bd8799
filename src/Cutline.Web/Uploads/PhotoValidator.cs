using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Listings.Export;
using Cutline.Studio.Options;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Checks an upload before it is decoded: it must be a photo by its content, and within the limits.</summary>
/// <param name="options">With the limits.</param>
/// <param name="decoder">Reads headers, never on the thread of a request.</param>
internal sealed class PhotoValidator(ServeOptions options, PhotoDecoder decoder)
{
    private readonly PhotoLimits limits = options.Limits;

    /// <returns>What its header says.</returns>
    /// <exception cref="ProblemException">It is not a photo, its header is damaged, or it is too large.</exception>
    public async Task<PhotoInfo> ValidateAsync(ReadOnlyMemory<byte> photo, CancellationToken cancel)
    {
        if (photo.Length == 0)
            throw new ProblemException(
                Problem.NoPhoto("the photo is empty: send a file as the form field 'photo', or as the request's body"));
        return await ProbeAsync(photo, "photo", cancel);
    }

    /// <summary>Checks the options that are files.</summary>
    /// <returns>What their headers say.</returns>
    /// <exception cref="ProblemException">
    /// One is not a picture, its header is damaged, it is too large, or the option cannot use it.
    /// </exception>
    public async Task<IReadOnlyList<PhotoInfo>> ValidateAsync(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        var infos = new List<PhotoInfo>();
        foreach (var (name, file) in files)
        {
            var info = await ProbeAsync(file, name, cancel);
            infos.Add(info);
            try
            {
                CutOptionTable.Find(name)!.Check(info);
            }
            catch (PhotoException e)
            {
                throw new ProblemException(Problem.NoPhoto(e.Message));
            }
        }

        return infos;
    }

    /// <summary>The exception for a photo with too many bytes.</summary>
    public ProblemException TooLarge() => new(Problem.TooLarge($"the photo has more than {limits.MaxBytes} bytes: send a smaller one"));

    private async Task<PhotoInfo> ProbeAsync(ReadOnlyMemory<byte> photo, string name, CancellationToken cancel)
    {
        if (PictureType.Of(photo.Span) is null)
            throw new ProblemException(
                Problem.NoPhoto($"the content of the {name} is not a JPEG, PNG, GIF, WebP, TIFF, AVIF or HEIC picture: send one of these"));
        PhotoInfo info;
        try
        {
            info = await decoder.ProbeAsync(photo, limits with { MaxPixels = long.MaxValue }, $"the {name}", cancel);
        }
        catch (PhotoException e)
        {
            throw new ProblemException(Problem.Undecodable(e.Message));
        }

        if ((long)info.Width * info.Height <= limits.MaxPixels) return info;
        var megapixels = limits.MaxPixels / 1_000_000.0;
        throw new ProblemException(Problem.TooLarge(FormattableString.Invariant(
            $"the {name} has {info.Width}×{info.Height} pixels, the limit is {megapixels:0.#} megapixels: reduce it")));
    }
}
