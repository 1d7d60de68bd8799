namespace Cutline.Imaging;

/// <summary>Gives decoded pixels a place other than memory of libvips.</summary>
internal abstract class PixelRoom
{
    /// <summary>Is told of a picture before its pixels are decoded.</summary>
    internal abstract void Expect(PhotoInfo info);

    /// <summary>The place for the decoded pixels, which the photo then owns.</summary>
    internal abstract PixelMemory Take(long bytes);
}
