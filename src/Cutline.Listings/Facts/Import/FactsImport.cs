using System.Text;
using CsvHelper;
using Cutline.Imaging;

namespace Cutline.Listings.Facts.Import;

/// <summary>Brings fueleconomy.gov's vehicles file into the store.</summary>
public static class FactsImport
{
    /// <summary>Where the file is handed out; a work of the US government, in the public domain.</summary>
    public const string Official = "https://www.fueleconomy.gov/feg/epadata/vehicles.csv.zip";

    /// <summary>Reads a file or fetches an address, checks all of it, and only then replaces the facts.</summary>
    /// <param name="from">A path, or an address of http or https: .csv, .csv.gz or .csv.zip.</param>
    /// <param name="store">The file to write, such as <see cref="FactsLocation.In"/> names.</param>
    /// <returns>The facts, opened.</returns>
    /// <exception cref="FactsException">It cannot be had, read or written; the facts of before stay.</exception>
    public static async Task<FactStore> RunAsync(string from, string store, ImportLimits? limits = null, CancellationToken cancel = default)
    {
        limits ??= ImportLimits.Default;
        var address = from.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || from.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? Uri.TryCreate(from, UriKind.Absolute, out var uri) ? uri : throw new FactsException($"{from} is no address: give one such as {Official}, or a file")
            : null;
        var (file, fetched) = address is null ? OpenFile(from, limits) : await VehicleDownload.FetchAsync(address, limits, cancel).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var (vehicles, date) = Read(file, from, limits, cancel);
            Write(store, FactsFile.Write(vehicles, address?.ToString() ?? Path.GetFileName(from), date ?? fetched ?? DateOnly.FromDateTime(DateTime.UtcNow)));
        }

        return FactStore.Open(store);
    }

    private static (List<Vehicle> Vehicles, DateOnly? Date) Read(FileStream file, string from, ImportLimits limits, CancellationToken cancel)
    {
        try
        {
            var (csv, date) = VehicleArchive.Open(file, limits);
            using (csv) return (VehicleCsv.Read(csv, limits, cancel), date);
        }
        catch (Exception e) when (e is FactsException or DecoderFallbackException or InvalidDataException or EndOfStreamException or CsvFormatException)
        {
            var why = e switch
            {
                FactsException fault => fault.Message,
                DecoderFallbackException => "it is not UTF-8",
                _ => $"it is broken, cut short or too large ({e.Message.Split('\n')[0]})",
            };
            throw new FactsException($"{from} is not fueleconomy.gov's vehicles file: {why}; fetch it again from {Official}", e);
        }
    }

    private static (FileStream File, DateOnly? Date) OpenFile(string path, ImportLimits limits)
    {
        try
        {
            var file = File.OpenRead(path);
            if (file.Length <= limits.FileBytes) return (file, DateOnly.FromDateTime(File.GetLastWriteTimeUtc(path)));
            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new FactsException($"{path} cannot be read ({e.Message}): name the file or leave it out to fetch {Official}", e);
        }

        throw new FactsException($"{path} has more than {limits.FileBytes >> 20} MB, which no file of vehicles has: name another");
    }

    private static void Write(string store, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
            AtomicFile.Write(store, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FactsException($"{store} cannot be written ({e.Message}): name a folder with room that you may write to with --store", e);
        }
    }
}
