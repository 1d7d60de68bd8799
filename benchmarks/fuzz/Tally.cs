using System.Text.Json;

namespace Cutline.Fuzz;

/// <summary>What became of the files, kept in a file of its own so that a run can go on.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();

    public int Seed { get; init; }

    /// <summary>The number of the next file.</summary>
    public int Next { get; set; }

    /// <summary>How many files ended so, by format and outcome.</summary>
    public SortedDictionary<string, SortedDictionary<string, int>> Outcomes { get; init; } = [];

    public double SlowestMilliseconds { get; set; }

    public int Slowest { get; set; }

    /// <summary>MiB in memory: of this process or the service, and of the largest decoder, at each report.</summary>
    public List<(int Files, long Service, long Decoder)> Memory { get; init; } = [];

    internal void Add(int number, string format, string outcome, TimeSpan took)
    {
        lock (gate)
        {
            if (!Outcomes.TryGetValue(format, out var of)) Outcomes[format] = of = [];
            of[outcome] = of.GetValueOrDefault(outcome) + 1;
            if (took.TotalMilliseconds <= SlowestMilliseconds) return;
            (SlowestMilliseconds, Slowest) = (took.TotalMilliseconds, number);
        }
    }

    internal void Save(string path)
    {
        lock (gate) File.WriteAllText(path, JsonSerializer.Serialize(this, Options));
    }

    internal static Tally Load(string path, int seed)
    {
        if (!File.Exists(path)) return new() { Seed = seed };
        var saved = JsonSerializer.Deserialize<Tally>(File.ReadAllText(path), Options)!;
        return saved.Seed == seed ? saved : throw new ArgumentException($"{path} is of seed {saved.Seed}: name another file with --state");
    }

    internal IEnumerable<string> Lines()
    {
        foreach (var (format, outcomes) in Outcomes)
            yield return $"{format,-18}{string.Join(", ", outcomes.Select(o => $"{o.Value} {o.Key}"))}";
        var all = Outcomes.Values.SelectMany(o => o).GroupBy(o => o.Key, o => o.Value).ToDictionary(g => g.Key, g => g.Sum());
        yield return $"{"all",-18}{string.Join(", ", all.Select(o => $"{o.Value} {o.Key}"))}";
        yield return FormattableString.Invariant($"slowest: file {Slowest}, {SlowestMilliseconds:0} ms");
        yield return $"MiB, and of the largest decoder: {string.Join("; ", Memory.Select(m => $"{m.Files}: {m.Service}, {m.Decoder}"))}";
    }

    private static JsonSerializerOptions Options { get; } = new() { WriteIndented = true, IncludeFields = true };
}
