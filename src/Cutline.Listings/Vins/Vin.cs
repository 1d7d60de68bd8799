namespace Cutline.Listings.Vins;

/// <summary>A vehicle identification number (ISO 3779, ISO 3780, 49 CFR 565), and what can be read from it without asking anyone. Each part says how certain it is.</summary>
public sealed record Vin
{
    private const int Length = 17;

    private Vin(string number, int lastYear)
    {
        Number = number;
        NorthAmerican = number[0] is >= '1' and <= '5' || WmiTable.Country(number) == "United States";
        CheckDigit = ReadCheckDigit();
        var (maker, light) = WmiTable.Maker(number);
        ModelYearCandidates = Vins.ModelYear.Candidates(number, lastYear);
        ModelYear = Vins.ModelYear.Read(number, NorthAmerican, light, lastYear);
        Region = NorthAmerican ? Known("North America", $"'{number[0]}' at position 1")
            : Known(number[0] == '7' ? "Oceania" : WmiTable.Region(number[0]), $"'{number[0]}' at position 1");
        Country = Known(WmiTable.Country(number), $"'{number[..2]}' at positions 1 and 2");
        Manufacturer = number[2] == '9'
            ? new(null, Certainty.Unknown, $"a maker of fewer than 1000 vehicles a year: '{number[..3]}' with '{number[11..14]}' at positions 12 to 14")
            : Known(maker, $"'{number[..3]}' at positions 1 to 3", Certainty.Likely);
    }

    /// <summary>The number, in capitals.</summary>
    public string Number { get; }

    /// <summary>Whether the maker is in the United States, Canada or Mexico, where position 9 is a check digit and position 10 the model year.</summary>
    public bool NorthAmerican { get; }

    /// <summary>Position 9. <see cref="Certainty.Wrong"/> where it should be another.</summary>
    public VinPart<char?> CheckDigit { get; }

    /// <summary>The model year, where it is one.</summary>
    public VinPart<int?> ModelYear { get; }

    /// <summary>All years that position 10 can stand for.</summary>
    public IReadOnlyList<int> ModelYearCandidates { get; }

    public VinPart<string> Region { get; }

    public VinPart<string> Country { get; }

    public VinPart<string> Manufacturer { get; }

    /// <summary>Positions 4 to 8: what the maker says of the vehicle, by its own key.</summary>
    public string Descriptor => Number[3..8];

    /// <summary>Positions 12 to 17.</summary>
    public string Serial => Number[11..];

    /// <param name="typed">Small letters, spaces and hyphens are allowed.</param>
    /// <param name="time">Says which model years there can be: until the next year's.</param>
    /// <exception cref="VinException">It has not 17 characters, or one that is never in such a number.</exception>
    public static Vin Parse(string typed, TimeProvider? time = null)
    {
        var number = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        if (number.Length != Length) throw new VinException($"a vehicle identification number has {Length} characters, and this has {number.Length}: type it again from the car's papers");
        for (var i = 0; i < Length; i++)
            if (!char.IsAsciiDigit(number[i]) && (!char.IsAsciiLetterUpper(number[i]) || number[i] is 'I' or 'O' or 'Q')) throw Wrong(number, i);
        return new(number, (time ?? TimeProvider.System).GetUtcNow().Year + 1);
    }

    /// <returns>Null where it is none.</returns>
    public static Vin? TryParse(string typed, TimeProvider? time = null)
    {
        try
        {
            return Parse(typed, time);
        }
        catch (VinException)
        {
            return null;
        }
    }

    public override string ToString() => Number;

    private static VinException Wrong(string number, int at)
    {
        var place = $"'{(char.IsControl(number[at]) ? '?' : number[at])}' at position {at + 1}";
        if (number[at] is not ('I' or 'O' or 'Q')) return new($"{place} is never in a vehicle identification number: it has the digits and letters without I, O and Q", at + 1);
        var meant = number.Replace('I', '1').Replace('O', '0').Replace('Q', '0');
        return new($"{place} is never in a vehicle identification number: {(number[at] == 'I' ? "1" : "0")} may be meant, as in {meant}", at + 1, meant);
    }

    private VinPart<char?> ReadCheckDigit()
    {
        var (has, due) = (Number[Vins.CheckDigit.Position], Vins.CheckDigit.Of(Number));
        if (!NorthAmerican) return new(null, Certainty.NotApplicable, $"a check digit at position 9 is required in North America only; here it would {(has == due ? "agree" : $"be {due}, not {has}")}");
        return has == due ? new(has, Certainty.Certain, "it agrees") : new(has, Certainty.Wrong, $"it should be {due}: a character is mistyped, or this is no number of a North American maker");
    }

    private static VinPart<string> Known(string? value, string place, Certainty certainty = Certainty.Certain) =>
        value is null ? new(null, Certainty.Unknown, $"{place} is not in the table") : new(value, certainty, place);
}
