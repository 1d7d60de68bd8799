using System.Text;
using CsvHelper;
using Cutline.Imaging;

namespace Cutline.Listings.Facts.Import;

/// <summary>Imports fueleconomy.gov's vehicles file.</summary>
public static class FactsImport
{
    /// <summary>The file's official address. It is a work of the US government in the public domain.</summary>
    public const string OfficialAddress = "https://www.fueleconomy.gov/feg/epadata/vehicles.csv.zip";

    /// <summary>Reads a file or downloads an address, checks all of it, and replaces the store's facts only then.</summary>
    /// <param name="from">A path, or an http or https address: .csv, .csv.gz or .csv.zip.</param>
    /// <param name="store">The store's file, such as <see cref="DataFolder.FactsFile"/>.</param>
    /// <param name="limits">The limits; <see cref="ImportLimits.Default"/> where null.</param>
    /// <param name="cancel">Cancels the import.</param>
    /// <returns>The imported facts.</returns>
    /// <exception cref="FactsException">
    /// The file cannot be read, downloaded or understood, or the store cannot be written. The store is unchanged.
    /// </exception>
    public static async Task<FactStore> RunAsync(string from, string store, ImportLimits? limits = null, CancellationToken cancel = default)
    {
        limits ??= ImportLimits.Default;
        var address = AddressIn(from);
        var (file, fetched) = address is null
            ? OpenFile(from, limits)
            : await VehicleDownload.FetchAsync(address, limits, cancel).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var (vehicles, date) = Read(file, from, limits, cancel);
            var name = address?.ToString() ?? Path.GetFileName(from);
            Write(store, FactsFile.Write(vehicles, name, date ?? fetched ?? DateOnly.FromDateTime(DateTime.UtcNow)));
        }

        return FactStore.Open(store);
    }

    /// <returns>The address; null for a path.</returns>
    private static Uri? AddressIn(string from)
    {
        var isAddress = from.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || from.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isAddress) return null;
        return Uri.TryCreate(from, UriKind.Absolute, out var address) ? address
            : throw new FactsException($"{from} is not a valid address: give one such as {OfficialAddress}, or a file");
    }

    private static (List<Vehicle> Vehicles, DateOnly? Date) Read(
        FileStream file, string from, ImportLimits limits, CancellationToken cancel)
    {
        try
        {
            var (csv, date) = VehicleArchive.Open(file, limits);
            using (csv) return (VehicleCsv.Read(csv, limits, cancel), date);
        }
        catch (Exception e) when (e is FactsException or DecoderFallbackException or InvalidDataException or EndOfStreamException
            or CsvFormatException)
        {
            var reason = e switch
            {
                FactsException error => error.Message,
                DecoderFallbackException => "it is not UTF-8",
                _ => $"it is damaged, incomplete or too large ({e.Message.Split('\n')[0]})",
            };
            throw new FactsException($"{from} is not fueleconomy.gov's vehicles file: {reason}; fetch it again from {OfficialAddress}", e);
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
            throw new FactsException($"{path} cannot be read ({e.Message}): name the file, or no file to fetch {OfficialAddress}", e);
        }

        throw new FactsException($"{path} has more than {limits.FileBytes >> 20} MB, more than a file of vehicles has: name another");
    }

    private static void Write(string store, byte[] bytes)
    {
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(Path.GetFullPath(store))!);
            AtomicFile.Write(store, bytes);
            PrivateFolder.Restrict(store);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FactsException($"{store} cannot be written ({e.Message}): name a writable folder with free space with --store", e);
        }
    }
}
