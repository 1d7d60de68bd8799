using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Listings;
using Cutline.Listings.Export;
using Cutline.Listings.Storage;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>The pictures of a listing for its exports: finished pictures, and original photos where none is finished.</summary>
internal sealed class ListingPictures(ServeOptions options, ListingService listings, PhotoDecoder decoder)
{
    /// <summary>The longer side of a picture in an export, in pixels: 200 dots per inch across A4.</summary>
    private const int LongerSide = 1600;

    private const int Quality = 86;

    private PhotoLimits Limits => options.Limits with { MaxBytes = options.Listings.AttachmentBytes };

    /// <summary>The file names without duplicates, in their order.</summary>
    public static IReadOnlyList<string> Names(Listing listing) => [.. listing.Photos.Select(p => p.Finished ?? p.Original).Distinct()];

    /// <summary>Opens the file of a picture.</summary>
    /// <exception cref="ProblemException">It does not exist.</exception>
    public Stream Open(ListingId id, string name) => listings.Do(store => store.Attachments(id).Any(a => a.Name == name)
        ? store.OpenAttachment(id, name)
        : throw new ProblemException(Problem.NoPicture(
            $"the listing's picture {name} was not sent: send it to the listing's files, or remove it from the listing")));

    /// <summary>
    /// Opens a copy of a picture without metadata, in full size: a seller's original may tell where and by whom it was taken.
    /// </summary>
    /// <exception cref="ProblemException">It does not exist, or cannot be read.</exception>
    public Stream OpenPlain(ListingId id, string name)
    {
        using var bytes = new MemoryStream();
        using (var stored = Open(id, name)) stored.CopyTo(bytes);
        try
        {
            ReadOnlyMemory<byte> file = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            var copy = MetadataRemoval.Apply(
                file, decoder.Probe(file, Limits, name), load => decoder.Load(file, load with { Limits = Limits }, name));
            return new MemoryStream(copy, writable: false);
        }
        catch (PhotoException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The name of that copy: with another ending where its format is changed to JPEG.</summary>
    /// <exception cref="ProblemException">It does not exist.</exception>
    public string PlainName(ListingId id, string name)
    {
        var head = new byte[PictureType.HeaderLength];
        using var file = Open(id, name);
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return PictureType.Of(head.AsSpan(0, length)) is "image/jpeg" or "image/png" or "image/webp" ? name : $"{name}.jpg";
    }

    /// <summary>Reduces all pictures to JPEG files for pages, one at a time.</summary>
    /// <exception cref="ProblemException">One does not exist, or cannot be read.</exception>
    public async Task<IReadOnlyList<ExportPicture>> ForPagesAsync(ListingId id, Listing listing, CancellationToken cancel)
    {
        var pictures = new List<ExportPicture>();
        foreach (var name in Names(listing))
        {
            using var bytes = new MemoryStream();
            await using (var file = Open(id, name)) await file.CopyToAsync(bytes, cancel);
            var reduced = await ReducedAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), name, cancel);
            pictures.Add(new(Path.ChangeExtension(name, ".jpg"), "image/jpeg", reduced));
        }

        return pictures;
    }

    private async Task<byte[]> ReducedAsync(ReadOnlyMemory<byte> file, string name, CancellationToken cancel)
    {
        try
        {
            using var photo = await decoder.LoadAsync(file, new() { Limits = Limits, ShrinkTo = (LongerSide, LongerSide) }, name, cancel);
            var scale = Math.Min(1, (double)LongerSide / Math.Max(photo.Width, photo.Height));
            using var reduced = photo.Resize(
                Math.Max(1, (int)Math.Round(photo.Width * scale)), Math.Max(1, (int)Math.Round(photo.Height * scale)), Kernel.Lanczos);
            return reduced.Encode(new(PhotoFormat.Jpeg) { Quality = Quality });
        }
        catch (PhotoException e)
        {
            throw Unreadable(e);
        }
    }

    private static ProblemException Unreadable(PhotoException e) =>
        new(Problem.NoPicture($"{e.Message}; or remove it from the listing"));
}
