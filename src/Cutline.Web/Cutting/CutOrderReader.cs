using System.Globalization;
using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Studio.Plates;
using Cutline.Studio.Staging;
using Cutline.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>Reads an order's options: each on its own, then as they go together.</summary>
internal sealed class CutOrderReader
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    /// <exception cref="RefusedException">An option is unknown, or given twice.</exception>
    public CutOrderReader(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, values) in given)
        {
            if (!CutOption.Names.Contains(name)) throw Wrong($"'{Shortened(name)}' is no option here: use {string.Join(", ", CutOption.Names)}");
            foreach (var value in values)
                if (!options.TryAdd(name, value ?? "")) throw Wrong($"{name} is given more than once: give it once, in the query or in the form");
        }
    }

    /// <exception cref="RefusedException">An option is wrong, on its own or beside the others.</exception>
    public CutOrder Whole(CutFiles files)
    {
        var (asked, encoding) = Alone();
        if (files.Backdrop is not null && options.ContainsKey("background")) throw Wrong("background and a backdrop both lie behind the car: give one of them");
        if (files.Backdrop is null && options.ContainsKey("fit")) throw Wrong("fit is of a backdrop: send a picture as the form field 'backdrop', or leave it out");
        var finish = Parsed("", "", _ => Finish.Parse(asked with { Picture = files.Backdrop, Retouch = files.Retouch }));
        if (encoding.Format == PhotoFormat.Jpeg && finish.IsTransparent) throw Wrong("format jpeg has no transparency: give a background such as white, or use png or webp");
        if (encoding.Format == PhotoFormat.Png && options.ContainsKey("quality")) throw Wrong("quality is of webp and jpeg, and png loses nothing: leave it out, or give another format");
        return new(finish, encoding, options, files);
    }

    /// <exception cref="RefusedException">An option is wrong on its own.</exception>
    public (FinishOptions Finish, PhotoEncoding Encoding) Alone()
    {
        var asked = new FinishOptions
        {
            Background = Text("background", Background) ?? "transparent",
            Fit = Value("fit", Fit) ?? PictureFit.Cover,
            Crop = Value("crop", Margin.Parse),
            Aspect = Value("aspect", Aspect.Parse),
            Shadow = Value("shadow", Number),
            Reflection = Value("reflection", Number),
            Straighten = Value("straighten", Number) ?? 0,
            Plate = options.TryGetValue("plate", out var plate) ? Parsed("plate", plate, PlateCover.Parse) : null,
            Size = Value("size", Whole),
        };
        Parsed("", "", _ => asked.Validated());
        var encoding = Text("format", Format) is { } format ? CutOutFormat.Of(format)! : CutOutFormat.Of("png")!;
        encoding = encoding with { Metadata = Value("metadata", Told) ?? Metadata.Strip };
        return (asked, Value("quality", Quality) is { } quality ? encoding with { Quality = quality } : encoding);
    }

    private static string Background(string text)
    {
        Finish.Parse(new() { Background = text });
        return text;
    }

    private static string Format(string text) => CutOutFormat.Of(text) is null ? throw new FormatException($"format '{text}' is not written here: use png, webp or jpeg") : text;

    private static PictureFit Fit(string text) => text switch
    {
        "cover" => PictureFit.Cover,
        "contain" => PictureFit.Contain,
        _ => throw new FormatException($"fit '{text}' is not understood: give cover or contain"),
    };

    private static Metadata Told(string text) => text switch
    {
        "strip" => Metadata.Strip,
        "keep" => Metadata.Keep,
        "all" => Metadata.All,
        _ => throw new FormatException($"metadata '{text}' is not understood: give strip, keep or all"),
    };

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException($"'{text}' is no number: give one such as 0.5");

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException($"'{text}' is no whole number: give one such as 1600");

    private static int Quality(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quality) && quality is >= 1 and <= 100
        ? quality
        : throw new FormatException($"quality '{text}' is not understood: give a whole number from 1 to 100");

    private string? Text(string name, Func<string, string> parse) => options.TryGetValue(name, out var text) ? Parsed(name, text, parse) : null;

    private T? Value<T>(string name, Func<string, T> parse) where T : struct => options.TryGetValue(name, out var text) ? Parsed(name, text, parse) : null;

    private static T Parsed<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(Shortened(text));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw Wrong(e.Message.StartsWith(name, StringComparison.Ordinal) ? e.Message : $"{name}: {e.Message}");
        }
    }

    /// <summary>What may stand in a message.</summary>
    private static string Shortened(string text) => text.Length <= 160 ? text : text[..160] + "…";

    private static RefusedException Wrong(string detail) => new(Problem.BadOption(detail));
}
