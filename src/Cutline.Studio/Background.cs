using System.Globalization;

namespace Cutline.Studio;

/// <summary>What lies behind the cut-out: nothing, or one colour.</summary>
public readonly record struct Background
{
    private readonly bool isColour;

    private Background(byte red, byte green, byte blue) => (isColour, Red, Green, Blue) = (true, red, green, blue);

    public static Background Transparent { get; }

    public static Background White { get; } = new(255, 255, 255);

    public bool IsTransparent => !isColour;

    public byte Red { get; }

    public byte Green { get; }

    public byte Blue { get; }

    public static Background Colour(byte red, byte green, byte blue) => new(red, green, blue);

    /// <summary>Reads <c>transparent</c>, <c>white</c>, <c>black</c>, <c>#rgb</c> or <c>#rrggbb</c>, also without the #, which shells take for a comment.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
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
            : throw new FormatException($"background '{text}' is not understood: give transparent, white, black, or a colour such as '#fff' or '#1e90ff' (in quotes)");
    }

    public override string ToString() => IsTransparent ? "transparent" : $"#{Red:x2}{Green:x2}{Blue:x2}";
}
