using System.Globalization;

namespace Cutline.Studio;

/// <summary>A plain background: transparent, or one colour.</summary>
public readonly record struct Background
{
    private readonly bool isColour;

    private Background(byte red, byte green, byte blue) => (isColour, Red, Green, Blue) = (true, red, green, blue);

    /// <summary>No background.</summary>
    public static Background Transparent { get; }

    /// <summary>White.</summary>
    public static Background White { get; } = new(255, 255, 255);

    /// <summary>Whether it is no colour.</summary>
    public bool IsTransparent => !isColour;

    /// <summary>The red channel; 0 where it is transparent.</summary>
    public byte Red { get; }

    /// <summary>The green channel; 0 where it is transparent.</summary>
    public byte Green { get; }

    /// <summary>The blue channel; 0 where it is transparent.</summary>
    public byte Blue { get; }

    /// <summary>A colour of sRGB.</summary>
    public static Background Colour(byte red, byte green, byte blue) => new(red, green, blue);

    /// <summary>
    /// Parses <c>transparent</c>, <c>white</c>, <c>black</c>, <c>#rgb</c> or <c>#rrggbb</c>; the # may be left out, since shells read it as
    /// a comment.
    /// </summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Background Parse(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        switch (name)
        {
            case "transparent" or "none": return Transparent;
            case "white": return White;
            case "black": return Colour(0, 0, 0);
        }

        var digits = name.StartsWith('#') ? name[1..] : name;
        if (digits.Length == 3) digits = $"{digits[0]}{digits[0]}{digits[1]}{digits[1]}{digits[2]}{digits[2]}";
        return digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? Colour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : throw new FormatException(
                $"background '{text}' is not understood: give transparent, white, black, or a colour such as '#fff' (in quotes)");
    }

    /// <summary><c>transparent</c>, or the colour as <c>#rrggbb</c>.</summary>
    public override string ToString() => IsTransparent ? "transparent" : $"#{Red:x2}{Green:x2}{Blue:x2}";
}
