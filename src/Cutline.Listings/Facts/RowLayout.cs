using System.Buffers.Binary;

namespace Cutline.Listings.Facts;

/// <summary>The binary layout of a row in the facts file. An unknown number has all bits set; an unknown string has number 0.</summary>
internal static class RowLayout
{
    /// <summary>The size of a row in bytes.</summary>
    internal const int Size = 42;

    private const int CellsOffset = 4, Co2Offset = 36, CylindersOffset = 40, FlagsOffset = 41;
    private const ushort Unknown = ushort.MaxValue;
    private const double HundredthsOfLitre = 100;

    internal static void Write(Vehicle v, Span<byte> row, StringTable strings)
    {
        BinaryPrimitives.WriteInt32LittleEndian(row, v.Id);
        ushort[] cells =
        [
            (ushort)v.Year, strings.Add(v.Make), strings.Add(v.Model), strings.Add(v.BaseModel), strings.Add(v.SizeClass),
            strings.Add(v.Drive), strings.Add(v.Transmission), strings.Add(v.FuelType), strings.Add(v.Fuel), strings.Add(v.Motor),
            strings.Add(v.Technology), Cell(v.Displacement * HundredthsOfLitre), Cell(v.CityMpg), Cell(v.HighwayMpg), Cell(v.CombinedMpg),
            Cell(v.Range),
        ];
        for (var i = 0; i < cells.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(row[(CellsOffset + 2 * i)..], cells[i]);
        BinaryPrimitives.WriteSingleLittleEndian(row[Co2Offset..], (float?)v.Co2 ?? float.NaN);
        row[CylindersOffset] = (byte)(v.Cylinders ?? byte.MaxValue);
        row[FlagsOffset] = (byte)((v.Turbocharged ? 1 : 0) | (v.Supercharged ? 2 : 0));
    }

    internal static int Id(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadInt32LittleEndian(row);

    internal static int Year(ReadOnlySpan<byte> row) => Cell(row, 0);

    /// <summary>The number of the base model's string.</summary>
    internal static int BaseModel(ReadOnlySpan<byte> row) => Cell(row, 3);

    internal static Vehicle Read(ReadOnlySpan<byte> row, IReadOnlyList<string> strings)
    {
        var co2 = BinaryPrimitives.ReadSingleLittleEndian(row[Co2Offset..]);
        return new()
        {
            Id = Id(row),
            Year = Year(row),
            Make = strings[Cell(row, 1)],
            Model = strings[Cell(row, 2)],
            BaseModel = Text(row, 3, strings),
            SizeClass = Text(row, 4, strings),
            Drive = Text(row, 5, strings),
            Transmission = Text(row, 6, strings),
            FuelType = Text(row, 7, strings),
            Fuel = Text(row, 8, strings),
            Motor = Text(row, 9, strings),
            Technology = Text(row, 10, strings),
            Displacement = Number(row, 11) / HundredthsOfLitre,
            CityMpg = Number(row, 12),
            HighwayMpg = Number(row, 13),
            CombinedMpg = Number(row, 14),
            Range = Number(row, 15),
            Co2 = float.IsNaN(co2) ? null : co2,
            Cylinders = row[CylindersOffset] == byte.MaxValue ? null : row[CylindersOffset],
            Turbocharged = (row[FlagsOffset] & 1) != 0,
            Supercharged = (row[FlagsOffset] & 2) != 0,
        };
    }

    private static ushort Cell(double? value) => value is { } known ? (ushort)Math.Clamp(Math.Round(known), 0, Unknown - 1) : Unknown;

    private static ushort Cell(ReadOnlySpan<byte> row, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(row[(CellsOffset + 2 * index)..]);

    private static int? Number(ReadOnlySpan<byte> row, int index) => Cell(row, index) is var cell && cell == Unknown ? null : cell;

    private static string? Text(ReadOnlySpan<byte> row, int index, IReadOnlyList<string> strings) =>
        Cell(row, index) is var number && number == 0 ? null : strings[number];
}
