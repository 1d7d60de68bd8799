using System.Globalization;

namespace Cutline.Studio.Geometry;

/// <summary>The margin kept around the subject by a crop.</summary>
/// <param name="Fraction">As a fraction of the subject's longer side.</param>
/// <param name="Pixels">In pixels of the photo, added to the fraction.</param>
public readonly record struct Margin(double Fraction, int Pixels)
{
    private const double LargestFraction = 10;
    private const int MostPixels = 100_000;

    /// <summary>No margin.</summary>
    public static Margin None { get; }

    /// <summary>Parses <c>5%</c>, <c>0.05</c>, <c>24px</c> or <c>0</c>.</summary>
    /// <exception cref="FormatException">The text has another form, or the value is negative or above 1000 % or 100000 px.</exception>
    public static Margin Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith("px", StringComparison.OrdinalIgnoreCase))
        {
            var digits = trimmed.AsSpan(0, trimmed.Length - 2);
            if (int.TryParse(digits, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pixels) && pixels <= MostPixels)
                return new Margin(0, pixels);
        }
        else
        {
            var percent = trimmed.EndsWith('%');
            var style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
            var digits = percent ? trimmed.AsSpan(0, trimmed.Length - 1) : trimmed;
            if (double.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                if (percent && number <= LargestFraction * 100) return new Margin(number / 100, 0);
                if (!percent && number < 1) return new Margin(number, 0);
                if (!percent)
                    throw new FormatException(
                        $"margin '{text}' has no unit: give {trimmed}px for pixels or {trimmed}% of the car's longer side");
            }
        }

        throw new FormatException(
            $"margin '{text}' is not understood: give a percentage of the car's longer side such as 5%, or pixels such as 24px");
    }

    /// <summary>The subject's box enlarged by the margin and clipped to the photo.</summary>
    public Box Around(Box subject, int photoWidth, int photoHeight)
    {
        var share = Math.Round(Fraction * Math.Max(subject.Width, subject.Height), MidpointRounding.AwayFromZero);
        var margin = (int)Math.Clamp(Pixels + share, 0, Math.Max(photoWidth, photoHeight));
        var (left, top) = (Math.Max(subject.X - margin, 0), Math.Max(subject.Y - margin, 0));
        var (right, bottom) = (Math.Min(subject.Right + margin, photoWidth), Math.Min(subject.Bottom + margin, photoHeight));
        return new Box(left, top, right - left, bottom - top);
    }
}
