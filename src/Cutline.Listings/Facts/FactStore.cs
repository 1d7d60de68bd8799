using System.Buffers.Binary;
using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>The facts, opened: makes, models, years, cars by what is typed. Immutable; may be asked from several threads.</summary>
public sealed class FactStore
{
    private readonly byte[] bytes;
    private readonly int rowsAt;
    private readonly string[] words;
    private readonly Lazy<CarModel[]> models;
    private readonly Lazy<CarSearch> search;
    private readonly Lazy<(int First, int Last)> span;
    private readonly (ushort Make, ushort Model, int First, int Rows)[] ranges;

    private FactStore(byte[] bytes, string path)
    {
        this.bytes = bytes;
        try
        {
            var reader = new Reader(bytes, FactsFile.Head);
            Date = DateOnly.FromDayNumber(reader.Int32());
            File = reader.Text();
            words = new string[reader.Count(2)];
            for (var i = 0; i < words.Length; i++) words[i] = reader.Text();
            ranges = new (ushort, ushort, int, int)[reader.Count(12)];
            for (var i = 0; i < ranges.Length; i++) ranges[i] = (reader.UInt16(), reader.UInt16(), reader.Int32(), reader.Int32());
            Count = reader.Count(RowLayout.Size);
            rowsAt = reader.At;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw Unusable(path, "is damaged: its tables do not fit it", e);
        }

        models = new(() =>
        {
            var makes = ranges.Select(r => r.Make).Distinct().ToDictionary(m => m, m => Words.In(words[m]));
            return Array.ConvertAll(ranges, r => new CarModel(words[r.Make], makes[r.Make], words[r.Model], r.First, r.Rows));
        });
        search = new(() => new CarSearch(this, models.Value));
        span = new(() => (Enumerable.Range(0, Count).Min(YearAt), Enumerable.Range(0, Count).Max(YearAt)));
    }

    /// <summary>The imported file's name or address.</summary>
    public string File { get; }

    /// <summary>The imported file's own date.</summary>
    public DateOnly Date { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>All makes, in alphabetical order.</summary>
    public IReadOnlyList<string> Makes => [.. ranges.Select(r => words[r.Make]).Distinct()];

    /// <summary>Opens what <see cref="FactsImport"/> wrote.</summary>
    /// <exception cref="FactsException">There is none, it cannot be read, is of another version, or damaged.</exception>
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

        return FactsFile.Fault(bytes) is { } fault ? throw Unusable(path, fault) : new(bytes, path);
    }

    /// <summary>Makes ready what answers need, so that the first one is as quick as the others.</summary>
    public void Prepare() => _ = search.Value;

    /// <summary>The makes that have a model of this year.</summary>
    public IReadOnlyList<string> MakesOf(int year) => [.. models.Value.Where(m => Rows(m).Any(row => YearAt(row) == year)).Select(m => m.Make).Distinct()];

    /// <summary>The models of a make, in alphabetical order; of one year, where it is given. Empty for an unknown make. Letters' case and signs do not count.</summary>
    public IReadOnlyList<string> Models(string make, int? year = null)
    {
        var plain = Words.Plain(make);
        return [.. models.Value.Where(m => m.Maker == plain && (year is null || Rows(m).Any(row => YearAt(row) == year))).Select(m => m.Model)];
    }

    /// <summary>The model years of a make, or of one of its models, newest first.</summary>
    public IReadOnlyList<int> Years(string make, string? model = null)
    {
        var (plainMake, plainModel) = (Words.Plain(make), model is null ? null : Words.Plain(model));
        return [.. models.Value.Where(m => m.Maker == plainMake && (plainModel is null || m.Joined == plainModel)).SelectMany(Rows).Select(YearAt).Distinct().OrderDescending()];
    }

    /// <summary>Every car that is meant: those whose make and model hold all that is typed, exact ones first; empty when there are none.</summary>
    /// <exception cref="FactsException">Nothing is typed.</exception>
    public IReadOnlyList<Vehicle> Find(string text) => Find(CarQuery.Parse(text));

    /// <inheritdoc cref="Find(string)"/>
    public IReadOnlyList<Vehicle> Find(CarQuery query) => search.Value.Find(query);

    /// <summary>What may be meant by what is typed so far, even with mistakes in it, best first.</summary>
    /// <exception cref="FactsException">Nothing is typed.</exception>
    public IReadOnlyList<Suggestion> Suggest(string text, int most = 8) => search.Value.Suggest(CarQuery.Parse(text), most);

    /// <summary>Makes that begin with what is typed, whatever year is typed with it.</summary>
    /// <exception cref="FactsException">Nothing is typed.</exception>
    public IReadOnlyList<string> SuggestMakes(string text, int most = 2)
    {
        var typed = Words.Plain(CarQuery.Parse(text).Text);
        return typed.Length == 0 ? [] : [.. models.Value.Where(m => m.Maker.StartsWith(typed, StringComparison.Ordinal)).Select(m => m.Make).Distinct().Take(most)];
    }

    /// <summary>The cars of a model, by year; of one year, where it is given. Letters' case and signs do not count.</summary>
    public IReadOnlyList<Vehicle> Cars(string make, string model, int? year = null)
    {
        var (plainMake, plainModel) = (Words.Plain(make), Words.Plain(model));
        return [.. models.Value.Where(m => m.Maker == plainMake && m.Joined == plainModel).SelectMany(Rows).Where(row => year is null || YearAt(row) == year).Select(At)];
    }

    /// <summary>The first and the last model year that there are.</summary>
    public (int First, int Last) Span => span.Value;

    /// <summary>The row of this id; null where there is none.</summary>
    public Vehicle? Row(int id)
    {
        for (var row = 0; row < Count; row++)
            if (RowLayout.Id(Bytes(row)) == id) return At(row);
        return null;
    }

    /// <summary>Where the facts of a row come from.</summary>
    public FactSource SourceOf(Vehicle vehicle) => new(File, Date, vehicle.Id);

    /// <summary>All that is known of a row, each with its source.</summary>
    public IReadOnlyList<Fact> FactsOf(Vehicle vehicle) => Fact.Of(vehicle, SourceOf(vehicle));

    /// <summary>A row by its place, 0 to <see cref="Count"/> - 1; sorted by make, model, year.</summary>
    public Vehicle At(int row) => RowLayout.Read(Bytes(row), words);

    internal int YearAt(int row) => RowLayout.Year(Bytes(row));

    internal string BaseModelAt(int row) => words[RowLayout.BaseModel(Bytes(row))];

    internal static IEnumerable<int> Rows(CarModel model) => Enumerable.Range(model.First, model.Rows);

    private ReadOnlySpan<byte> Bytes(int row) => bytes.AsSpan(rowsAt + row * RowLayout.Size, RowLayout.Size);

    private static FactsException Unusable(string path, string fault, Exception? inner = null) => new($"{path} {fault}: import the facts again with cutline facts import", inner, FactsFault.Unusable);

    private sealed class Reader(byte[] bytes, int at)
    {
        internal int At => at;

        internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

        internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

        internal string Text() => Encoding.UTF8.GetString(Next(UInt16()));

        /// <summary>A count of things of at least this many bytes each, which must all be there.</summary>
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
