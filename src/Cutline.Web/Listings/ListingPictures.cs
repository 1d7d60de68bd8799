using Cutline.Imaging;
using Cutline.Listings;
using Cutline.Listings.Export;
using Cutline.Listings.Storage;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>A listing's pictures for its exports: the finished ones, and of photos that are not finished the originals.</summary>
internal sealed class ListingPictures(ServeOptions options, ListingDesk desk)
{
    /// <summary>The longer side on a page, in pixels: 200 dots an inch over the width of A4.</summary>
    private const int LongerSide = 1600;

    private const int Quality = 86;

    /// <summary>The files' names, each once, in the order they are shown.</summary>
    public static IReadOnlyList<string> Names(Listing listing) => [.. listing.Photos.Select(p => p.Finished ?? p.Original).Distinct()];

    /// <summary>A picture's file as it is.</summary>
    /// <exception cref="RefusedException">It is not there.</exception>
    public Stream Open(ListingId id, string name) => desk.Do(store => store.Attachments(id).Any(a => a.Name == name)
        ? store.OpenAttachment(id, name)
        : throw new RefusedException(Problem.NoPicture($"the listing's picture {name} was not sent: send it to its files, or take it out of the listing")));

    /// <summary>All pictures, decoded and made anew as JPEGs of a size for pages, one at a time.</summary>
    /// <exception cref="RefusedException">One is not there, or cannot be read.</exception>
    public async Task<IReadOnlyList<ExportPicture>> ForPagesAsync(ListingId id, Listing listing, CancellationToken cancel)
    {
        var pictures = new List<ExportPicture>();
        foreach (var name in Names(listing))
        {
            using var bytes = new MemoryStream();
            await using (var file = Open(id, name)) await file.CopyToAsync(bytes, cancel);
            pictures.Add(new(Path.ChangeExtension(name, ".jpg"), "image/jpeg", Reduced(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), name)));
        }

        return pictures;
    }

    private byte[] Reduced(ReadOnlyMemory<byte> file, string name)
    {
        try
        {
            using var photo = Photo.Load(file, new() { Limits = options.Limits with { MaxBytes = options.Listings.AttachmentBytes }, ShrinkTo = (LongerSide, LongerSide) }, name);
            var scale = Math.Min(1, (double)LongerSide / Math.Max(photo.Width, photo.Height));
            using var reduced = photo.Resize(Math.Max(1, (int)Math.Round(photo.Width * scale)), Math.Max(1, (int)Math.Round(photo.Height * scale)), Kernel.Lanczos);
            return reduced.Encode(new(PhotoFormat.Jpeg) { Quality = Quality });
        }
        catch (PhotoException e)
        {
            throw new RefusedException(Problem.NoPicture($"{e.Message}; or take it out of the listing"));
        }
    }
}
