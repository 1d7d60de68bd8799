using System.Globalization;

namespace Cutline.Studio;

/// <summary>Room to leave around the subject when cropping to it.</summary>
/// <param name="Fraction">Share of the subject's longer side.</param>
/// <param name="Pixels">In pixels of the photo, added to the share.</param>
public readonly record struct Margin(double Fraction, int Pixels)
{
    private const double LargestFraction = 10;
    private const int MostPixels = 100_000;

    public static Margin None { get; }

    /// <summary>Reads <c>5%</c>, <c>0.05</c>, <c>24px</c> or <c>0</c>.</summary>
    /// <exception cref="FormatException">It is none of these, negative, or over 1000 % or 100000 px.</exception>
    public static Margin Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith("px", StringComparison.OrdinalIgnoreCase))
        {
            if (int.TryParse(trimmed.AsSpan(0, trimmed.Length - 2), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pixels) && pixels <= MostPixels)
                return new Margin(0, pixels);
        }
        else
        {
            var percent = trimmed.EndsWith('%');
            var style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
            if (double.TryParse(percent ? trimmed.AsSpan(0, trimmed.Length - 1) : trimmed, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                if (percent && number <= LargestFraction * 100) return new Margin(number / 100, 0);
                if (!percent && number < 1) return new Margin(number, 0);
                if (!percent) throw new FormatException($"margin '{text}' has no unit: give {trimmed}px for pixels or {trimmed}% of the car's longer side");
            }
        }

        throw new FormatException($"margin '{text}' is not understood: give a share of the car's longer side such as 5%, or pixels such as 24px");
    }

    /// <summary>The subject with the margin around it, within the photo.</summary>
    public Box Around(Box subject, int photoWidth, int photoHeight)
    {
        var room = (int)Math.Clamp(Pixels + Math.Round(Fraction * Math.Max(subject.Width, subject.Height), MidpointRounding.AwayFromZero), 0, Math.Max(photoWidth, photoHeight));
        var (left, top) = (Math.Max(subject.X - room, 0), Math.Max(subject.Y - room, 0));
        var (right, bottom) = (Math.Min(subject.Right + room, photoWidth), Math.Min(subject.Bottom + room, photoHeight));
        return new Box(left, top, right - left, bottom - top);
    }
}
