using System.Globalization;
using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>How one photo is to be cut and written, as <c>cutline cut</c> has it.</summary>
public sealed record CutOrder(CutOutOptions Options, PhotoEncoding Encoding)
{
    /// <summary>What a request may ask for; the names of its query or form fields.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", "crop", "format", "quality"];

    /// <summary>What an option means, for the API's description.</summary>
    internal static string About(string name) => name switch
    {
        "background" => "transparent, white, black, or a colour such as #1e90ff",
        "crop" => "crops to the car with this margin: a share of its longer side such as 5%, pixels such as 24px, or 0",
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

        var background = Parsed(options, "background", Background.Parse, Background.Transparent);
        var crop = Parsed(options, "crop", text => (Margin?)Margin.Parse(text), null);
        return new(new CutOutOptions { Background = background, Crop = crop }, Encoded(options, background));
    }

    private static PhotoEncoding Encoded(Dictionary<string, string> options, Background background)
    {
        var format = options.GetValueOrDefault("format", "png");
        var encoding = CutOutFormat.Of(format) ?? throw Wrong($"format '{Shortened(format)}' is not written here: use png, webp or jpeg");
        if (encoding.Format == PhotoFormat.Jpeg && background.IsTransparent) throw Wrong("format jpeg has no transparency: give a background such as white, or use png or webp");
        if (!options.TryGetValue("quality", out var text)) return encoding;
        if (encoding.Format == PhotoFormat.Png) throw Wrong("quality is of webp and jpeg, and png loses nothing: leave it out, or give another format");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quality) && quality is >= 1 and <= 100
            ? encoding with { Quality = quality }
            : throw Wrong($"quality '{Shortened(text)}' is not understood: give a whole number from 1 to 100");
    }

    private static T Parsed<T>(Dictionary<string, string> options, string name, Func<string, T> parse, T otherwise)
    {
        if (!options.TryGetValue(name, out var text)) return otherwise;
        try
        {
            return parse(Shortened(text));
        }
        catch (FormatException e)
        {
            throw Wrong(name == "crop" ? $"crop: {e.Message}" : e.Message);
        }
    }

    /// <summary>What may stand in a message.</summary>
    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static RefusedException Wrong(string detail) => new(Problem.BadOption(detail));
}
