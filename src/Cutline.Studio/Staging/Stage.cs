using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>A picture in the making: its pixels, and where the photo and the subject lie in it.</summary>
internal sealed class Stage
{
    /// <param name="photo">RGB, the subject in its surroundings.</param>
    /// <param name="matte">Of the photo.</param>
    /// <param name="frame">The part of the photo's plane that is seen; it may reach beyond the photo.</param>
    public Stage(Photo photo, Matte matte, Box frame)
    {
        (Photo, Matte, Frame) = (photo, matte, frame);
        Pixels = new byte[checked((long)frame.Width * frame.Height * 3)];
        Ground = new Ground(matte);
    }

    public Photo Photo { get; }

    public Matte Matte { get; }

    public Box Frame { get; }

    public int Width => Frame.Width;

    public int Height => Frame.Height;

    /// <summary>RGB, row after row.</summary>
    public byte[] Pixels { get; }

    /// <summary>What the subject stands on, in the photo's coordinates.</summary>
    public Ground Ground { get; }

    /// <summary>Paints every row on its own.</summary>
    /// <param name="paint">Told the row and its pixels.</param>
    public void EachRow(Action<int, Memory<byte>> paint) =>
        Parallel.For(0, Height, y => paint(y, Pixels.AsMemory(y * Width * 3, Width * 3)));
}
