using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A scene that is rendered when it is decoded. Its key is that of the drawing.</summary>
internal sealed class SyntheticSample(long seed, int car, int view, int width, int height) : Sample
{
    private readonly SyntheticScene scene = SceneComposer.Compose(seed, car, view, width, height);

    public override ContentKey Key => ContentKey.Of(Encoding.UTF8.GetBytes(scene.PhotoSvg), Encoding.UTF8.GetBytes(scene.MaskSvg));

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null)
    {
        if (shrinkTo is not var (minWidth, minHeight)) return scene.RenderPhoto();
        var scale = Math.Min(1, Math.Max((double)minWidth / width, (double)minHeight / height));
        return scene.RenderPhoto(Math.Max(1, (int)Math.Ceiling(width * scale)), Math.Max(1, (int)Math.Ceiling(height * scale)));
    }

    public override Photo DecodeMask() => scene.RenderMask();
}
