namespace Cutline.Studio.Geometry;

/// <summary>A rectangle on the pixel grid.</summary>
/// <param name="X">Left column, from 0.</param>
/// <param name="Y">Top row, from 0.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct Box(int X, int Y, int Width, int Height)
{
    /// <summary>The column after the last one.</summary>
    public int Right => X + Width;

    /// <summary>The row after the last one.</summary>
    public int Bottom => Y + Height;

    /// <summary>The box shifted by an offset.</summary>
    public Box Moved(int x, int y) => this with { X = X + x, Y = Y + y };
}
