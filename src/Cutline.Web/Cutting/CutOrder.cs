using System.Globalization;
using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Studio.Staging;
using Cutline.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>How one photo is to be cut and written, as <c>cutline cut</c> has it.</summary>
public sealed record CutOrder(Finish Finish, PhotoEncoding Encoding)
{
    /// <summary>What a request may ask for; the names of its query or form fields.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", "crop", "aspect", "shadow", "reflection", "format", "quality"];

    /// <summary>What an option means, for the API's description.</summary>
    internal static string About(string name) => name switch
    {
        "background" => "transparent, white, black, a colour such as #1e90ff, two such as #fff-#ccc, gradient, studio, or blur for the photo's own surroundings out of focus",
        "crop" => "crops to the car with this margin: a share of its longer side such as 5%, pixels such as 24px, or 0",
        "aspect" => "width to height of the result, such as 4:3; needs a background",
        "shadow" => "darkness of the shadow below the car, 0 to 1; with the studio 0.7, else 0",
        "reflection" => "strength of its mirror image in the floor, 0 to 1",
        "format" => "how the cut-out is written; jpeg needs a background",
        _ => "of webp and jpeg",
    };

    public string ContentType => Encoding.Format switch { PhotoFormat.Jpeg => "image/jpeg", PhotoFormat.WebP => "image/webp", _ => "image/png" };

    /// <summary>The ending of a file's name, without its dot.</summary>
    public string Ending => Encoding.Format switch { PhotoFormat.Jpeg => "jpg", PhotoFormat.WebP => "webp", _ => "png" };

    /// <summary>Reads the options of a request. Each at most once; an unknown one is an error.</summary>
    /// <exception cref="RefusedException">One is wrong; it is named, with the repair.</exception>
    internal static CutOrder Read(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in given)
        {
            if (!Names.Contains(name)) throw Wrong($"'{Shortened(name)}' is no option here: use {string.Join(", ", Names)}");
            foreach (var value in values)
                if (!options.TryAdd(name, value ?? "")) throw Wrong($"{name} is given more than once: give it once, in the query or in the form");
        }

        var crop = Optional(options, "crop", Margin.Parse);
        var (shadow, reflection) = (Optional(options, "shadow", Strength), Optional(options, "reflection", Strength));
        var aspect = options.TryGetValue("aspect", out var text) ? Shortened(text) : null;
        var finish = Parsed("background", options.GetValueOrDefault("background", "transparent"), background => Finish.Parse(background, crop, aspect, shadow, reflection));
        return new(finish, Encoded(options, finish));
    }

    private static PhotoEncoding Encoded(Dictionary<string, string> options, Finish finish)
    {
        var format = options.GetValueOrDefault("format", "png");
        var encoding = CutOutFormat.Of(format) ?? throw Wrong($"format '{Shortened(format)}' is not written here: use png, webp or jpeg");
        if (encoding.Format == PhotoFormat.Jpeg && finish.IsTransparent) throw Wrong("format jpeg has no transparency: give a background such as white, or use png or webp");
        if (!options.TryGetValue("quality", out var text)) return encoding;
        if (encoding.Format == PhotoFormat.Png) throw Wrong("quality is of webp and jpeg, and png loses nothing: leave it out, or give another format");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quality) && quality is >= 1 and <= 100
            ? encoding with { Quality = quality }
            : throw Wrong($"quality '{Shortened(text)}' is not understood: give a whole number from 1 to 100");
    }

    private static double Strength(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException($"'{text}' is no number: give one from 0 to 1, such as 0.5");

    private static T? Optional<T>(Dictionary<string, string> options, string name, Func<string, T> parse) where T : struct =>
        options.TryGetValue(name, out var text) ? Parsed(name, text, parse) : null;

    private static T Parsed<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(Shortened(text));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw Wrong(name == "background" ? e.Message : $"{name}: {e.Message}");
        }
    }

    /// <summary>What may stand in a message.</summary>
    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static RefusedException Wrong(string detail) => new(Problem.BadOption(detail));
}
