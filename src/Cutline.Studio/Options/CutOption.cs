using System.Globalization;
using Cutline.Imaging;

namespace Cutline.Studio.Options;

/// <summary>A row of <see cref="CutOptionTable"/>: one option of a cut-out with its type, range, default, help and effect.</summary>
/// <param name="Name">The name in the query, in a form and, after two dashes, on the command line.</param>
/// <param name="Type">The type of its value.</param>
public sealed record CutOption(string Name, CutOptionType Type)
{
    private const int LongestQuote = 160;

    /// <summary>Where it can be given. Default both.</summary>
    public CutOptionUse Use { get; init; } = CutOptionUse.Both;

    /// <summary>What it does, for help texts and the API's description; without range and default.</summary>
    public required string Help { get; init; }

    /// <summary>What the command line accepts in addition; null for nothing.</summary>
    public string? CommandLineHelp { get; init; }

    /// <summary>The smallest and the largest value of a number.</summary>
    public (double Least, double Most)? Range { get; init; }

    /// <summary>The unit of a number; null where it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Other words for choices, such as <c>jpg</c> for <c>jpeg</c>.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>The value where the option is not given, as it would be typed; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Defaults that depend on the value of another option.</summary>
    public IReadOnlyList<CutOptionDefault> Defaults { get; init; } = [];

    /// <summary>The largest file in bytes; for files alone.</summary>
    public long MostBytes { get; init; }

    /// <summary>Sets a number.</summary>
    internal Func<CutOptionValues, double, CutOptionValues>? SetNumber { get; init; }

    /// <summary>
    /// Sets a text or a choice. A <see cref="FormatException"/> or <see cref="ArgumentException"/> says what is wrong with it.
    /// </summary>
    internal Func<CutOptionValues, string, CutOptionValues>? SetText { get; init; }

    /// <summary>Sets a file's content.</summary>
    internal Func<CutOptionValues, ReadOnlyMemory<byte>, CutOptionValues>? SetFile { get; init; }

    /// <summary>Checks a file in another way than being a picture of any format.</summary>
    internal Action<PhotoInfo>? FileCheck { get; init; }

    /// <summary>Applies a value to the values of other options.</summary>
    /// <param name="values">Not changed.</param>
    /// <param name="text">The value as it was given.</param>
    /// <exception cref="CutOptionException">The value has another type, or is out of range.</exception>
    public CutOptionValues Apply(CutOptionValues values, string text)
    {
        try
        {
            return Type switch
            {
                CutOptionType.Number or CutOptionType.Integer => SetNumber!(values, Number(text)),
                CutOptionType.Choice => SetText!(values, Choice(text)),
                CutOptionType.Text => SetText!(values, Quoted(text)),
                _ => throw new CutOptionException(Name, $"{Name} is a file: send it as a field of a form"),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException and not CutOptionException)
        {
            throw new CutOptionException(Name, e.Message.StartsWith(Name, StringComparison.Ordinal) ? e.Message : $"{Name}: {e.Message}");
        }
    }

    /// <summary>Applies a file's content to the values of other options. It is not decoded; see <see cref="Check(PhotoInfo)"/>.</summary>
    /// <param name="values">Not changed.</param>
    /// <param name="file">The content of a picture file.</param>
    /// <exception cref="InvalidOperationException">The option is not a file.</exception>
    public CutOptionValues Apply(CutOptionValues values, ReadOnlyMemory<byte> file) =>
        (SetFile ?? throw new InvalidOperationException($"{Name} is not a file: give its value as text"))(values, file);

    /// <summary>Checks that a file is one that the option can use, by its header.</summary>
    /// <param name="file">The content of the file.</param>
    /// <param name="limits">The limits of a picture; null for <see cref="PhotoLimits.Default"/>.</param>
    /// <exception cref="PhotoException">The option cannot use the file.</exception>
    public void Check(ReadOnlyMemory<byte> file, PhotoLimits? limits = null) => Check(Photo.Probe(file, limits, $"the {Name}"));

    /// <summary>Checks that a picture is one that the option can use, where its header has been read.</summary>
    /// <exception cref="PhotoException">The option cannot use it.</exception>
    public void Check(PhotoInfo info) => FileCheck?.Invoke(info);

    /// <summary>What a value must be, such as <c>a number from 0 to 1</c>.</summary>
    private string Expected => Type switch
    {
        CutOptionType.Choice => Choices.Count == 1 ? Choices[0] : $"{string.Join(", ", Choices.SkipLast(1))} or {Choices[^1]}",
        _ => (Type == CutOptionType.Integer ? "a whole number" : "a number")
            + FormattableString.Invariant($" from {Range!.Value.Least} to {Range.Value.Most}") + (Unit is null ? "" : $" ({Unit})"),
    };

    private double Number(string text)
    {
        var styles = Type == CutOptionType.Integer ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        if (!double.TryParse(text, styles, CultureInfo.InvariantCulture, out var value)) throw Wrong($"'{Quoted(text)}'");
        var (least, most) = Range!.Value;
        return value >= least && value <= most ? value : throw Wrong(value.ToString(CultureInfo.InvariantCulture));
    }

    private string Choice(string text)
    {
        var word = Aliases.GetValueOrDefault(text, text);
        return Choices.Contains(word) ? word : throw Wrong($"'{Quoted(text)}'");
    }

    private CutOptionException Wrong(string value) => new(Name, $"{Name} is {value}: use {Expected}");

    /// <summary>A text as it may be repeated in a message.</summary>
    private static string Quoted(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
}

/// <summary>The default of an option where another option has a certain value.</summary>
/// <param name="Option">The other option's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Default">The default, as it would be typed.</param>
public sealed record CutOptionDefault(string Option, string Value, string Default);
