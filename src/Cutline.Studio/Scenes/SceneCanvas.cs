using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Scenes;

/// <summary>The canvas that a scene is painted on: its pixels, and the position of the photo and the subject.</summary>
internal sealed class SceneCanvas
{
    /// <param name="photo">RGB, the original photo.</param>
    /// <param name="matte">The matte of the photo.</param>
    /// <param name="frame">The visible part of the photo's plane; it may extend beyond the photo.</param>
    public SceneCanvas(Photo photo, Matte matte, Box frame)
    {
        (Photo, Matte, Frame) = (photo, matte, frame);
        Pixels = new byte[checked((long)frame.Width * frame.Height * 3)];
        Ground = new Ground(matte);
    }

    /// <summary>The original photo, RGB.</summary>
    public Photo Photo { get; }

    /// <summary>The matte of the photo.</summary>
    public Matte Matte { get; }

    /// <summary>The visible part of the photo's plane.</summary>
    public Box Frame { get; }

    /// <summary>Columns.</summary>
    public int Width => Frame.Width;

    /// <summary>Rows.</summary>
    public int Height => Frame.Height;

    /// <summary>RGB, (Height, Width, 3) in row order.</summary>
    public byte[] Pixels { get; }

    /// <summary>The ground line of the subject, in coordinates of the photo.</summary>
    public Ground Ground { get; }

    /// <summary>Paints all rows in parallel.</summary>
    /// <param name="paint">Receives the row number and the row's pixels.</param>
    public void EachRow(Action<int, Memory<byte>> paint) =>
        Parallel.For(0, Height, y => paint(y, Pixels.AsMemory(y * Width * 3, Width * 3)));
}
