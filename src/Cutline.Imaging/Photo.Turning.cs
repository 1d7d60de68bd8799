namespace Cutline.Imaging;

public sealed partial class Photo
{
    /// <summary>The picture turned and mirrored as an EXIF orientation asks for: from how it is stored to how it is shown.</summary>
    /// <param name="orientation">1 to 8; 1 changes nothing.</param>
    /// <exception cref="ArgumentException">There is no such orientation.</exception>
    public Photo Turned(int orientation)
    {
        if (orientation is < 1 or > 8) throw new ArgumentException($"an EXIF orientation of {orientation} is out of range: use 1 to 8");
        var (bands, width, height) = ((int)Format, orientation >= 5 ? Height : Width, orientation >= 5 ? Width : Height);
        var turned = new byte[(long)width * height * bands];
        var pixels = Pixels;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (Width - 1 - x, y),
                    3 => (Width - 1 - x, Height - 1 - y),
                    4 => (x, Height - 1 - y),
                    5 => (y, x),
                    6 => (y, Height - 1 - x),
                    7 => (Width - 1 - y, Height - 1 - x),
                    8 => (Width - 1 - y, x),
                    _ => (x, y),
                };
                pixels.Slice((fromY * Width + fromX) * bands, bands).CopyTo(turned.AsSpan((y * width + x) * bands));
            }
        }

        GC.KeepAlive(this);
        return FromPixels(turned, width, height, Format, IccProfile);
    }
}
