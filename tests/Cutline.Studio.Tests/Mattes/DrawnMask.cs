namespace Cutline.Studio.Tests.Mattes;

/// <summary>A mask of shapes that are drawn into it.</summary>
internal sealed class DrawnMask(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public bool[] Cells { get; } = new bool[width * height];

    public DrawnMask Add(Func<double, double, bool> shape)
    {
        Fill(shape, true);
        return this;
    }

    public DrawnMask Erase(Func<double, double, bool> shape)
    {
        Fill(shape, false);
        return this;
    }

    public DrawnMask Rectangle(int x, int y, int width, int height) =>
        Add((px, py) => px > x && px < x + width && py > y && py < y + height);

    /// <summary>2r² + 2r + 1 cells around a cell.</summary>
    public DrawnMask Diamond(int x, int y, int r) => Add((px, py) => Math.Abs(px - 0.5 - x) + Math.Abs(py - 0.5 - y) < r + 0.1);

    public DrawnMask Mirrored() => With((x, y) => Cells[y * Width + Width - 1 - x], Width, Height);

    public DrawnMask Transposed() => With((x, y) => Cells[x * Width + y], Height, Width);

    private static DrawnMask With(Func<int, int, bool> cell, int width, int height)
    {
        var mask = new DrawnMask(width, height);
        for (var i = 0; i < mask.Cells.Length; i++) mask.Cells[i] = cell(i % width, i / width);
        return mask;
    }

    private void Fill(Func<double, double, bool> shape, bool value)
    {
        for (var i = 0; i < Cells.Length; i++)
            if (shape(i % Width + 0.5, i / Width + 0.5)) Cells[i] = value;
    }
}
