using Cutline.Imaging;
using Cutline.Listings;
using Cutline.Listings.Export;
using Cutline.Listings.Storage;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>The pictures of a listing for its exports: finished pictures, and original photos where none is finished.</summary>
internal sealed class ListingPictures(ServeOptions options, ListingService listings)
{
    /// <summary>The longer side of a picture in an export, in pixels: 200 dots per inch across A4.</summary>
    private const int LongerSide = 1600;

    private const int Quality = 86;

    /// <summary>The file names without duplicates, in their order.</summary>
    public static IReadOnlyList<string> Names(Listing listing) => [.. listing.Photos.Select(p => p.Finished ?? p.Original).Distinct()];

    /// <summary>Opens the file of a picture.</summary>
    /// <exception cref="ProblemException">It does not exist.</exception>
    public Stream Open(ListingId id, string name) => listings.Do(store => store.Attachments(id).Any(a => a.Name == name)
        ? store.OpenAttachment(id, name)
        : throw new ProblemException(Problem.NoPicture(
            $"the listing's picture {name} was not sent: send it to the listing's files, or remove it from the listing")));

    /// <summary>Reduces all pictures to JPEG files for pages, one at a time.</summary>
    /// <exception cref="ProblemException">One does not exist, or cannot be read.</exception>
    public async Task<IReadOnlyList<ExportPicture>> ForPagesAsync(ListingId id, Listing listing, CancellationToken cancel)
    {
        var pictures = new List<ExportPicture>();
        foreach (var name in Names(listing))
        {
            using var bytes = new MemoryStream();
            await using (var file = Open(id, name)) await file.CopyToAsync(bytes, cancel);
            var reduced = Reduced(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), name);
            pictures.Add(new(Path.ChangeExtension(name, ".jpg"), "image/jpeg", reduced));
        }

        return pictures;
    }

    private byte[] Reduced(ReadOnlyMemory<byte> file, string name)
    {
        try
        {
            var limits = options.Limits with { MaxBytes = options.Listings.AttachmentBytes };
            using var photo = Photo.Load(file, new() { Limits = limits, ShrinkTo = (LongerSide, LongerSide) }, name);
            var scale = Math.Min(1, (double)LongerSide / Math.Max(photo.Width, photo.Height));
            using var reduced = photo.Resize(
                Math.Max(1, (int)Math.Round(photo.Width * scale)), Math.Max(1, (int)Math.Round(photo.Height * scale)), Kernel.Lanczos);
            return reduced.Encode(new(PhotoFormat.Jpeg) { Quality = Quality });
        }
        catch (PhotoException e)
        {
            throw new ProblemException(Problem.NoPicture($"{e.Message}; or remove it from the listing"));
        }
    }
}
