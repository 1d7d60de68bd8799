using System.Buffers.Binary;

namespace Cutline.Listings.Facts;

/// <summary>A row of the facts file in bytes. A number that is not known is all ones, a word that is not known is word 0.</summary>
internal static class RowLayout
{
    internal const int Size = 42;
    private const ushort None = ushort.MaxValue;
    private const double HundredthsOfLitre = 100;

    internal static void Write(Vehicle v, Span<byte> row, WordTable words)
    {
        BinaryPrimitives.WriteInt32LittleEndian(row, v.Id);
        ushort[] cells =
        [
            (ushort)v.Year, words.Of(v.Make), words.Of(v.Model), words.Of(v.BaseModel), words.Of(v.SizeClass), words.Of(v.Drive), words.Of(v.Transmission),
            words.Of(v.FuelType), words.Of(v.Fuel), words.Of(v.Motor), words.Of(v.Technology),
            Number(v.Displacement * HundredthsOfLitre), Number(v.CityMpg), Number(v.HighwayMpg), Number(v.CombinedMpg), Number(v.Range),
        ];
        for (var i = 0; i < cells.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(row[(4 + 2 * i)..], cells[i]);
        BinaryPrimitives.WriteSingleLittleEndian(row[36..], (float?)v.Co2 ?? float.NaN);
        row[40] = (byte)(v.Cylinders ?? byte.MaxValue);
        row[41] = (byte)((v.Turbocharged ? 1 : 0) | (v.Supercharged ? 2 : 0));
    }

    internal static int Id(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadInt32LittleEndian(row);

    internal static int Year(ReadOnlySpan<byte> row) => Cell(row, 0);

    internal static int BaseModel(ReadOnlySpan<byte> row) => Cell(row, 3);

    internal static Vehicle Read(ReadOnlySpan<byte> row, IReadOnlyList<string> words)
    {
        var co2 = BinaryPrimitives.ReadSingleLittleEndian(row[36..]);
        return new()
        {
            Id = Id(row), Year = Year(row), Make = words[Cell(row, 1)], Model = words[Cell(row, 2)],
            BaseModel = Word(row, 3, words), SizeClass = Word(row, 4, words), Drive = Word(row, 5, words), Transmission = Word(row, 6, words),
            FuelType = Word(row, 7, words), Fuel = Word(row, 8, words), Motor = Word(row, 9, words), Technology = Word(row, 10, words),
            Displacement = Known(row, 11) / HundredthsOfLitre, CityMpg = Known(row, 12), HighwayMpg = Known(row, 13), CombinedMpg = Known(row, 14), Range = Known(row, 15),
            Co2 = float.IsNaN(co2) ? null : co2, Cylinders = row[40] == byte.MaxValue ? null : row[40],
            Turbocharged = (row[41] & 1) != 0, Supercharged = (row[41] & 2) != 0,
        };
    }

    private static ushort Number(double? value) => value is { } known ? (ushort)Math.Clamp(Math.Round(known), 0, None - 1) : None;

    private static ushort Cell(ReadOnlySpan<byte> row, int index) => BinaryPrimitives.ReadUInt16LittleEndian(row[(4 + 2 * index)..]);

    private static int? Known(ReadOnlySpan<byte> row, int index) => Cell(row, index) is var cell && cell == None ? null : cell;

    private static string? Word(ReadOnlySpan<byte> row, int index, IReadOnlyList<string> words) => Cell(row, index) is var word && word == 0 ? null : words[word];
}
