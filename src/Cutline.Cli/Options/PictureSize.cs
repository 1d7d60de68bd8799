using System.Globalization;

namespace Cutline.Cli.Options;

/// <summary>A width and height as typed: <c>128</c> or <c>512x384</c>.</summary>
internal static class PictureSize
{
    /// <exception cref="ArgumentException">It is neither.</exception>
    internal static (int Width, int Height) Parse(string text)
    {
        var sides = text.Split('x');
        if (sides.Length is 1 or 2 && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var height))
            return (width, height);
        throw new ArgumentException($"'{text}' is not a size: use a number such as 128, or WIDTHxHEIGHT such as 512x384");
    }
}
