using System.Text;
using CsvHelper;

namespace Cutline.Listings.Facts.Import;

/// <summary>Reads the columns of fueleconomy.gov's file, which may be in any order and between others.</summary>
internal static class VehicleCsv
{
    /// <summary>Reads all rows.</summary>
    /// <exception cref="FactsException">
    /// Columns are missing, a cell is invalid, an id is repeated, or there are no rows or too many.
    /// </exception>
    /// <exception cref="DecoderFallbackException">The stream is not UTF-8.</exception>
    /// <exception cref="CsvFormatException">The stream is not a CSV, or a line is too long.</exception>
    internal static List<Vehicle> Read(Stream stream, ImportLimits limits, CancellationToken cancel)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = true,
            MaxRecordSize = limits.LineBytes,
            TrackLineNumbers = true,
            PoolStrings = true,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        });
        csv.ReadHeader();
        var row = new VehicleRow(csv);
        var vehicles = new List<Vehicle>();
        var ids = new HashSet<int>();
        while (csv.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (vehicles.Count >= limits.Rows) throw new FactsException($"it has more than {limits.Rows} rows");
            var vehicle = row.Read();
            if (!ids.Add(vehicle.Id)) throw new FactsException($"line {csv.LineNumber}: the id {vehicle.Id} is there a second time");
            vehicles.Add(vehicle);
        }

        return vehicles.Count > 0 ? vehicles : throw new FactsException("it has no rows");
    }
}
