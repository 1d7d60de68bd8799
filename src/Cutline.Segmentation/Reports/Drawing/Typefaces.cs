using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>
/// The fonts of all pictures: Inter, embedded in this library, so that pictures look alike everywhere and show letters on a machine
/// without fonts. Characters that Inter lacks are taken from the system's fonts, where it has them.
/// </summary>
internal static class Typefaces
{
    /// <summary>The name under which ScottPlot finds these fonts; no system font has it.</summary>
    public const string Family = "Cutline Inter";

    private static readonly Lazy<SKTypeface> Regular = new(() => Embedded("Inter-Regular.ttf")),
        SemiBold = new(() => Embedded("Inter-SemiBold.ttf"));
    private static readonly Lazy<bool> Registered = new(Register);

    public static SKTypeface Of(bool bold) => (bold ? SemiBold : Regular).Value;

    /// <summary>Makes <see cref="Family"/> known to ScottPlot; may be called any number of times.</summary>
    /// <returns>The family's name.</returns>
    public static string ForPlots() =>
        Registered.Value ? Family : throw new InvalidOperationException("the fonts of charts are not registered");

    /// <summary>A text divided into the longest runs that one font can draw.</summary>
    public static IEnumerable<(string Text, SKTypeface Typeface)> Runs(string text, bool bold)
    {
        var own = Of(bold);
        var (start, current) = (0, own);
        for (var i = 0; i < text.Length;)
        {
            var rune = System.Text.Rune.GetRuneAt(text, i);
            var needed = own.ContainsGlyph(rune.Value) ? own : SKFontManager.Default.MatchCharacter(rune.Value) ?? own;
            if (needed.FamilyName != current.FamilyName && i > start)
            {
                yield return (text[start..i], current);
                start = i;
            }

            current = needed;
            i += rune.Utf16SequenceLength;
        }

        if (start < text.Length) yield return (text[start..], current);
    }

    private static SKTypeface Embedded(string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(file, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"the embedded font {file} cannot be read");
    }

    private static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new Resolver());
        return true;
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            fontName == Family ? Of(weight >= FontWeight.SemiBold) : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Of(bold) : null;
    }
}
