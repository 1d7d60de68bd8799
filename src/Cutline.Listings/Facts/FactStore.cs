using System.Buffers.Binary;
using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>The imported car facts: makes, models, years, and a search. Immutable and safe for concurrent use.</summary>
public sealed class FactStore
{
    private readonly byte[] bytes;
    private readonly int rowsOffset;
    private readonly string[] strings;
    private readonly Lazy<CarModel[]> models;
    private readonly Lazy<CarSearch> search;
    private readonly Lazy<(int First, int Last)> years;
    private readonly (ushort Make, ushort Model, int FirstRow, int RowCount)[] ranges;

    private FactStore(byte[] bytes, string path)
    {
        this.bytes = bytes;
        try
        {
            var reader = new Reader(bytes, FactsFile.HeaderSize);
            Date = DateOnly.FromDayNumber(reader.Int32());
            File = reader.Text();
            strings = new string[reader.Count(2)];
            for (var i = 0; i < strings.Length; i++) strings[i] = reader.Text();
            ranges = new (ushort, ushort, int, int)[reader.Count(12)];
            for (var i = 0; i < ranges.Length; i++) ranges[i] = (reader.UInt16(), reader.UInt16(), reader.Int32(), reader.Int32());
            Count = reader.Count(RowLayout.Size);
            rowsOffset = reader.At;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw Unusable(path, "is damaged: its tables do not match its size", e);
        }

        models = new(() =>
        {
            var makes = ranges.Select(r => r.Make).Distinct().ToDictionary(m => m, m => SearchText.Words(strings[m]));
            return Array.ConvertAll(ranges, r => new CarModel(strings[r.Make], makes[r.Make], strings[r.Model], r.FirstRow, r.RowCount));
        });
        search = new(() => new CarSearch(this, models.Value));
        years = new(() => (Enumerable.Range(0, Count).Min(YearAt), Enumerable.Range(0, Count).Max(YearAt)));
    }

    /// <summary>The imported file's name or address.</summary>
    public string File { get; }

    /// <summary>The imported file's own date.</summary>
    public DateOnly Date { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>All makes in alphabetical order.</summary>
    public IReadOnlyList<string> Makes => [.. ranges.Select(r => strings[r.Make]).Distinct()];

    /// <summary>The first and the last model year.</summary>
    public (int First, int Last) YearRange => years.Value;

    /// <summary>Opens a file that an import wrote.</summary>
    /// <exception cref="FactsException">There is no file, or it is unreadable, damaged or of another version.</exception>
    public static FactStore Open(string path)
    {
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FactsException($"there are no car facts at {path} yet: fetch them with cutline facts import", e, FactsFault.Missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"cannot be read ({e.Message})", e);
        }

        return FactsFile.ErrorIn(bytes) is { } error ? throw Unusable(path, error) : new(bytes, path);
    }

    /// <summary>Builds the search index now, so that the first search is as fast as the others.</summary>
    public void Prepare() => _ = search.Value;

    /// <summary>The makes with a model of this year, in alphabetical order.</summary>
    public IReadOnlyList<string> MakesIn(int year) =>
        [.. models.Value.Where(m => Rows(m).Any(row => YearAt(row) == year)).Select(m => m.Make).Distinct()];

    /// <summary>The models of a make in alphabetical order; empty for an unknown make.</summary>
    /// <param name="make">The make; case, accents and punctuation are ignored.</param>
    /// <param name="year">The model year; null for all.</param>
    public IReadOnlyList<string> Models(string make, int? year = null)
    {
        var normalized = SearchText.Normalize(make);
        var found = models.Value.Where(m => m.NormalizedMake == normalized);
        return [.. found.Where(m => year is null || Rows(m).Any(row => YearAt(row) == year)).Select(m => m.Model)];
    }

    /// <summary>The model years of a make or model, newest first; empty for an unknown one.</summary>
    /// <param name="make">The make; case, accents and punctuation are ignored.</param>
    /// <param name="model">The model; null for all.</param>
    public IReadOnlyList<int> Years(string make, string? model = null)
    {
        var (normalizedMake, normalizedModel) = (SearchText.Normalize(make), model is null ? null : SearchText.Normalize(model));
        var ofMake = models.Value.Where(m => m.NormalizedMake == normalizedMake);
        var found = ofMake.Where(m => normalizedModel is null || m.NormalizedModel == normalizedModel);
        return [.. found.SelectMany(Rows).Select(YearAt).Distinct().OrderDescending()];
    }

    /// <summary>Finds the cars whose make and model have every word of a query, exact matches first.</summary>
    /// <param name="text">The query, such as <c>2019 Audi A4</c>.</param>
    /// <returns>The rows; empty where there are none.</returns>
    /// <exception cref="FactsException">The query is empty or too long.</exception>
    public IReadOnlyList<Vehicle> Find(string text) => Find(CarQuery.Parse(text));

    /// <inheritdoc cref="Find(string)"/>
    /// <param name="query">The query.</param>
    public IReadOnlyList<Vehicle> Find(CarQuery query) => search.Value.Find(query);

    /// <summary>Suggests cars for an unfinished or mistyped query, best first.</summary>
    /// <param name="text">The query as far as it is typed.</param>
    /// <param name="count">The number of suggestions at most.</param>
    /// <exception cref="FactsException">The query is empty or too long.</exception>
    public IReadOnlyList<Suggestion> Suggest(string text, int count = 8) => search.Value.Suggest(CarQuery.Parse(text), count);

    /// <summary>Suggests makes that begin with a query; its year is ignored.</summary>
    /// <param name="text">The query as far as it is typed.</param>
    /// <param name="count">The number of makes at most.</param>
    /// <exception cref="FactsException">The query is empty or too long.</exception>
    public IReadOnlyList<string> SuggestMakes(string text, int count = 2)
    {
        var typed = SearchText.Normalize(CarQuery.Parse(text).Text);
        if (typed.Length == 0) return [];
        var found = models.Value.Where(m => m.NormalizedMake.StartsWith(typed, StringComparison.Ordinal));
        return [.. found.Select(m => m.Make).Distinct().Take(count)];
    }

    /// <summary>The rows of a model, by year; empty for an unknown one.</summary>
    /// <param name="make">The make; case, accents and punctuation are ignored.</param>
    /// <param name="model">The model, likewise.</param>
    /// <param name="year">The model year; null for all.</param>
    public IReadOnlyList<Vehicle> Cars(string make, string model, int? year = null)
    {
        var (normalizedMake, normalizedModel) = (SearchText.Normalize(make), SearchText.Normalize(model));
        var found = models.Value.Where(m => m.NormalizedMake == normalizedMake && m.NormalizedModel == normalizedModel);
        return [.. found.SelectMany(Rows).Where(row => year is null || YearAt(row) == year).Select(At)];
    }

    /// <summary>The row with this id; null where there is none.</summary>
    public Vehicle? Row(int id)
    {
        for (var row = 0; row < Count; row++)
            if (RowLayout.Id(Bytes(row)) == id) return At(row);
        return null;
    }

    /// <summary>The source of a row's facts.</summary>
    public FactSource SourceOf(Vehicle vehicle) => new(File, Date, vehicle.Id);

    /// <summary>All facts of a row, each with its source.</summary>
    public IReadOnlyList<Fact> FactsOf(Vehicle vehicle) => Fact.Of(vehicle, SourceOf(vehicle));

    /// <summary>The row at an index, 0 to <see cref="Count"/> - 1; rows are sorted by make, model and year.</summary>
    public Vehicle At(int row) => RowLayout.Read(Bytes(row), strings);

    internal int YearAt(int row) => RowLayout.Year(Bytes(row));

    internal string BaseModelAt(int row) => strings[RowLayout.BaseModel(Bytes(row))];

    internal static IEnumerable<int> Rows(CarModel model) => Enumerable.Range(model.FirstRow, model.RowCount);

    private ReadOnlySpan<byte> Bytes(int row) => bytes.AsSpan(rowsOffset + row * RowLayout.Size, RowLayout.Size);

    private static FactsException Unusable(string path, string error, Exception? inner = null) =>
        new($"{path} {error}: import the facts again with cutline facts import", inner, FactsFault.Unusable);

    /// <summary>Reads the tables of a file in order.</summary>
    private sealed class Reader(byte[] bytes, int at)
    {
        internal int At => at;

        internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

        internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

        internal string Text() => Encoding.UTF8.GetString(Next(UInt16()));

        /// <summary>A count of entries of at least this size in bytes; the rest of the file must be long enough for them.</summary>
        internal int Count(int size)
        {
            var count = Int32();
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, (bytes.Length - at) / size);
            return count;
        }

        private ReadOnlySpan<byte> Next(int length)
        {
            var next = bytes.AsSpan(at, length);
            at += length;
            return next;
        }
    }
}
