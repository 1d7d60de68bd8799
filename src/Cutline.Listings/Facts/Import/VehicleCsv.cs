using System.Text;
using CsvHelper;

namespace Cutline.Listings.Facts.Import;

/// <summary>Reads fueleconomy.gov's columns, in any order and among others.</summary>
internal static class VehicleCsv
{
    /// <exception cref="FactsException">Columns are missing, a cell is not what its column holds, an id comes twice, or there are no rows.</exception>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    /// <exception cref="CsvFormatException">It is no CSV, or a line is too long.</exception>
    internal static List<Vehicle> Read(Stream stream, ImportLimits limits, CancellationToken cancel)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = ',', HasHeader = true, MaxRecordSize = limits.LineBytes, TrackLineNumbers = true, PoolStrings = true, FieldCountMismatch = CsvFieldCountHandling.Throw,
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
            if (!ids.Add(vehicle.Id)) throw new FactsException($"line {csv.LineNumber}: the id {vehicle.Id} comes a second time");
            vehicles.Add(vehicle);
        }

        return vehicles.Count > 0 ? vehicles : throw new FactsException("it has no rows");
    }
}
