using Cutline.Imaging;

namespace Cutline.Studio.Scenes;

/// <summary>Another photo as the background: filling the frame, or shown whole on its mean colour.</summary>
internal sealed record PictureBackdrop(Photo Photo, bool Cover) : Backdrop
{
    internal override void Paint(SceneCanvas canvas)
    {
        using var converted = Photo.ToSrgbIfProfiled();
        var photo = converted ?? Photo;
        var (across, down) = ((double)canvas.Width / Photo.Width, (double)canvas.Height / Photo.Height);
        var scale = Cover ? Math.Max(across, down) : Math.Min(across, down);
        var (width, height) = (Math.Max(1, (int)Math.Round(Photo.Width * scale)), Math.Max(1, (int)Math.Round(Photo.Height * scale)));
        using var sized = photo.Resize(width, height, Kernel.Lanczos);
        var mean = Mean(sized);
        var (left, top) = ((canvas.Width - width) / 2, (canvas.Height - height) / 2);
        canvas.EachRow((y, row) =>
        {
            var pixels = row.Span;
            if (!Cover) for (var i = 0; i < pixels.Length; i++) pixels[i] = mean[i % 3];
            var from = y - top;
            if (from < 0 || from >= height) return;
            var (start, end) = (Math.Max(left, 0), Math.Min(left + width, canvas.Width));
            sized.Pixels.Slice((from * width + start - left) * 3, (end - start) * 3).CopyTo(pixels[(start * 3)..]);
        });
    }

    private static byte[] Mean(Photo photo)
    {
        using var one = photo.Resize(1, 1, Kernel.Area);
        return one.Pixels.ToArray();
    }
}
