using NetVips;

namespace Cutline.Imaging;

/// <summary>A libvips image that operations replace one after the other; what was replaced is released.</summary>
internal sealed class Pipeline(Image start) : IDisposable
{
    internal Image Image { get; private set; } = start;

    internal void Apply(Func<Image, Image> operation)
    {
        var result = operation(Image);
        Image.Dispose();
        Image = result;
    }

    public void Dispose() => Image.Dispose();
}
