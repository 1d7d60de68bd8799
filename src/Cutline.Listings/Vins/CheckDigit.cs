namespace Cutline.Listings.Vins;

/// <summary>
/// The check digit of 49 CFR 565.15(c): the sum of each character's value (table III) times the weight of its position (table IV),
/// modulo 11, with X for 10.
/// </summary>
internal static class CheckDigit
{
    /// <summary>The index of the check digit.</summary>
    internal const int Index = 8;

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>The values of A to Z; 0 for I, O and Q, which are not allowed.</summary>
    private static readonly int[] Letters = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>Computes the check digit.</summary>
    /// <param name="vin">17 allowed characters.</param>
    /// <returns>0 to 9 or X.</returns>
    internal static char Compute(string vin)
    {
        var sum = 0;
        for (var i = 0; i < vin.Length; i++) sum += Weights[i] * (char.IsAsciiDigit(vin[i]) ? vin[i] - '0' : Letters[vin[i] - 'A']);
        return sum % 11 is 10 ? 'X' : (char)('0' + sum % 11);
    }
}
