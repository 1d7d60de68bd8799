namespace Cutline.Listings.Vins;

/// <summary>
/// A vehicle identification number (ISO 3779, ISO 3780, 49 CFR 565) and what can be read from it offline. Each part states how certain
/// it is.
/// </summary>
public sealed record Vin
{
    private const int Length = 17;

    private Vin(string number, int lastYear)
    {
        Number = number;
        NorthAmerican = number[0] is >= '1' and <= '5' || WmiTable.Country(number) == "United States";
        CheckDigit = ReadCheckDigit();
        var (maker, light) = WmiTable.Manufacturer(number);
        ModelYearCandidates = Vins.ModelYear.Candidates(number, lastYear);
        ModelYear = Vins.ModelYear.Read(number, NorthAmerican, light, lastYear);
        var region = NorthAmerican ? "North America" : number[0] == '7' ? "Oceania" : WmiTable.Region(number[0]);
        Region = FromTable(region, $"'{number[0]}' at position 1");
        Country = FromTable(WmiTable.Country(number), $"'{number[..2]}' at positions 1 and 2");
        var small = $"a manufacturer of fewer than 1000 vehicles a year: '{number[..3]}' with '{number[11..14]}' at positions 12 to 14";
        Manufacturer = number[2] == '9'
            ? new(null, Certainty.Unknown, small)
            : FromTable(maker, $"'{number[..3]}' at positions 1 to 3", Certainty.Likely);
    }

    /// <summary>The number in capitals.</summary>
    public string Number { get; }

    /// <summary>
    /// Whether the manufacturer is in the United States, Canada or Mexico, where position 9 is a check digit and position 10 the model
    /// year.
    /// </summary>
    public bool NorthAmerican { get; }

    /// <summary>Position 9. <see cref="Certainty.Wrong"/> where another digit is expected.</summary>
    public VinPart<char?> CheckDigit { get; }

    /// <summary>The model year; null where it is not certain or likely.</summary>
    public VinPart<int?> ModelYear { get; }

    /// <summary>Every year that position 10 can mean, oldest first.</summary>
    public IReadOnlyList<int> ModelYearCandidates { get; }

    /// <summary>The region of position 1, such as <c>Europe</c>.</summary>
    public VinPart<string> Region { get; }

    /// <summary>The country of positions 1 and 2, in English.</summary>
    public VinPart<string> Country { get; }

    /// <summary>The manufacturer of positions 1 to 3.</summary>
    public VinPart<string> Manufacturer { get; }

    /// <summary>Positions 4 to 8, the vehicle descriptor: the manufacturer's own codes.</summary>
    public string Descriptor => Number[3..8];

    /// <summary>Positions 12 to 17, the serial number.</summary>
    public string Serial => Number[11..];

    /// <summary>Reads a number as a person types it.</summary>
    /// <param name="typed">The number; lower-case letters, spaces and hyphens are allowed.</param>
    /// <param name="time">The clock; model years up to the next year are possible. The system's where null.</param>
    /// <exception cref="VinException">The number does not have 17 characters, or one of them is not allowed.</exception>
    public static Vin Parse(string typed, TimeProvider? time = null)
    {
        var number = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        if (number.Length != Length)
        {
            var lengths = $"{Length} characters, and this has {number.Length}";
            throw new VinException($"a vehicle identification number has {lengths}: type it again from the car's papers");
        }

        for (var i = 0; i < Length; i++)
            if (!IsAllowed(number[i])) throw NotAllowed(number, i);
        return new(number, (time ?? TimeProvider.System).GetUtcNow().Year + 1);
    }

    /// <summary>Reads a number as a person types it.</summary>
    /// <param name="typed">The number; lower-case letters, spaces and hyphens are allowed.</param>
    /// <param name="time">The clock; see <see cref="Parse"/>.</param>
    /// <returns>The number; null where it is invalid.</returns>
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

    /// <summary>The number in capitals.</summary>
    public override string ToString() => Number;

    private static bool IsAllowed(char c) => char.IsAsciiDigit(c) || (char.IsAsciiLetterUpper(c) && c is not ('I' or 'O' or 'Q'));

    private static VinException NotAllowed(string number, int index)
    {
        var character = char.IsControl(number[index]) ? '?' : number[index];
        var error = $"'{character}' at position {index + 1} is not allowed in a vehicle identification number";
        if (character is not ('I' or 'O' or 'Q')) return new($"{error}: use digits and the letters without I, O and Q", index + 1);
        var suggestion = number.Replace('I', '1').Replace('O', '0').Replace('Q', '0');
        return new($"{error}: {(character == 'I' ? "1" : "0")} may be meant, as in {suggestion}", index + 1, suggestion);
    }

    private VinPart<char?> ReadCheckDigit()
    {
        var (found, expected) = (Number[Vins.CheckDigit.Index], Vins.CheckDigit.Compute(Number));
        if (!NorthAmerican)
        {
            var comparison = found == expected ? "it would agree" : $"it would be {expected}, not {found}";
            return new(null, Certainty.NotApplicable, $"a check digit at position 9 is required in North America only; here {comparison}");
        }

        if (found == expected) return new(found, Certainty.Certain, "it agrees");
        const string Causes = "a character is mistyped, or the number is not a North American manufacturer's";
        return new(found, Certainty.Wrong, $"it should be {expected}: {Causes}");
    }

    private static VinPart<string> FromTable(string? value, string place, Certainty certainty = Certainty.Certain) =>
        value is null ? new(null, Certainty.Unknown, $"{place} is not in the table") : new(value, certainty, place);
}
