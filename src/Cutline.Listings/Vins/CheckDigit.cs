namespace Cutline.Listings.Vins;

/// <summary>The check digit of 49 CFR 565.15(c): each character's value (table III) times its position's weight (table IV), summed, modulo 11; 10 is X.</summary>
internal static class CheckDigit
{
    /// <summary>Where it stands, from 0.</summary>
    internal const int Position = 8;

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>A to Z; 0 for I, O and Q, which are never in a number.</summary>
    private static readonly int[] Letters = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <param name="vin">17 characters of those that are allowed.</param>
    internal static char Of(string vin)
    {
        var sum = 0;
        for (var i = 0; i < vin.Length; i++) sum += Weights[i] * (char.IsAsciiDigit(vin[i]) ? vin[i] - '0' : Letters[vin[i] - 'A']);
        return sum % 11 is 10 ? 'X' : (char)('0' + sum % 11);
    }
}
