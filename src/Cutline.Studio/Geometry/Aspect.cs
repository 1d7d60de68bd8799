using System.Globalization;

namespace Cutline.Studio.Geometry;

/// <summary>An aspect ratio, width to height.</summary>
public readonly record struct Aspect(int Width, int Height)
{
    private const int Most = 100;

    /// <summary>Parses a ratio such as <c>4:3</c>, <c>16:9</c> or <c>1:1</c>.</summary>
    /// <exception cref="FormatException">The text has another form, or the ratio is above 5 to 1.</exception>
    public static Aspect Parse(string text) => text.Split(':') is [var w, var h]
        && int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
        && int.TryParse(h, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
        && width is >= 1 and <= Most && height is >= 1 and <= Most && width <= 5 * height && height <= 5 * width
            ? new(width, height)
            : throw new FormatException(
                $"aspect '{text}' is not understood: give width to height such as 4:3, 16:9 or 1:1, at most 5 to 1");

    /// <summary>
    /// The smallest box of this aspect ratio that contains another, which is centred across; three fifths of the added rows are above it.
    /// </summary>
    public Box Around(Box box)
    {
        var (wide, high) = ((long)box.Width * Height, (long)box.Height * Width);
        if (wide == high) return box;
        if (wide < high)
        {
            var width = (int)((high + Height - 1) / Height);
            return box with { X = box.X - (width - box.Width) / 2, Width = width };
        }

        var height = (int)((wide + Width - 1) / Width);
        return box with { Y = box.Y - (height - box.Height) * 3 / 5, Height = height };
    }
}
