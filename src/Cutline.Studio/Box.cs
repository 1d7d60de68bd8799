namespace Cutline.Studio;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">Left column, from 0.</param>
/// <param name="Y">Top row, from 0.</param>
public readonly record struct Box(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    /// <summary>The same size, elsewhere.</summary>
    public Box Moved(int x, int y) => this with { X = X + x, Y = Y + y };
}
