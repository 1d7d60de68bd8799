using System.Diagnostics;
using Cutline.Fuzz;
using Cutline.Imaging.Decoding;

// Mutated pictures of thirteen formats, by the thousand, through the processes that decode them, or through a service that runs already.
//
//   dotnet run -c Release --project benchmarks/fuzz -- --count 100000 --state /tmp/fuzz.json
//   dotnet run -c Release --project benchmarks/fuzz -- --count 10000 --url http://localhost:5080 --pid PID
//   dotnet run -c Release --project benchmarks/fuzz -- --cost photo.jpg --count 100           what a decoder process costs
//   dotnet run -c Release --project benchmarks/fuzz -- --only 4711 --keep /tmp/kept        writes that file
//
// File N of a seed is always the same. A run that was interrupted goes on from its state. Exit code 1: a decoder crashed or took too long,
// a service answered with 5xx, or an answer came later than ten seconds.
const int Saved = 500;
if (DecoderProcess.RunIfAsked(args)) return 0;
string? Option(string name) => Array.IndexOf(args, $"--{name}") is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text) : otherwise;

var (count, seed, workers) = (Number("count", 1000), Number("seed", 1), Number("parallel", Environment.ProcessorCount));
var (state, keep) = (Option("state") ?? Path.Combine(Path.GetTempPath(), $"cutline-fuzz-{seed}.json"), Option("keep"));
if (keep is not null) Directory.CreateDirectory(keep);
if (Option("cost") is { } photo)
{
    Cost.Measure(photo, count);
    return 0;
}

using Target target = Option("url") is { } url ? new ServiceTarget(new(url), Number("pid", 0)) : new PoolTarget();
var seeds = Seeds.All();
if (Option("only") is { } one)
{
    var (name, bytes, random) = Make(int.Parse(one));
    if (keep is not null) File.WriteAllBytes(Path.Combine(keep, $"{one}.{name}"), bytes);
    Console.WriteLine($"{one} ({name}, {bytes.Length} bytes): {await target.TryAsync(bytes, random)}");
    return 0;
}

foreach (var (_, whole) in seeds) await target.TryAsync(whole[0], new(seed)); // the first answers of a process are its slowest
var tally = Tally.Load(state, seed);
for (var from = tally.Next; from < count; from = tally.Next)
{
    var until = Math.Min(count, from + Saved);
    await Parallel.ForEachAsync(
        Enumerable.Range(from, until - from), new ParallelOptions { MaxDegreeOfParallelism = workers }, async (number, _) =>
        {
            var (format, file, random) = Make(number);
            var clock = Stopwatch.StartNew();
            var outcome = await Task.Run(() => target.TryAsync(file, random));
            tally.Add(number, format, outcome, clock.Elapsed);
            if (IsBad(outcome) && keep is not null) File.WriteAllBytes(Path.Combine(keep, $"{number}.{format}"), file);
        });
    tally.Next = until;
    if (until % Math.Max(Saved, count / 20) < Saved)
    {
        var (own, decoder) = target.Memory();
        tally.Memory.Add((until, own, decoder));
    }

    tally.Save(state);
}

foreach (var line in tally.Lines()) Console.WriteLine(line);
return tally.SlowestMilliseconds > 10_000 || tally.Outcomes.Values.SelectMany(o => o.Keys).Any(IsBad) ? 1 : 0;

(string Format, byte[] File, Random Random) Make(int number)
{
    var random = new Random(unchecked(seed * 1_000_003 + number));
    var (format, files) = seeds[number % seeds.Count];
    var others = seeds[random.Next(seeds.Count)].Files;
    var file = files[files.Length > 1 && random.Next(6) > 0 ? 0 : files.Length - 1];
    return (format, Mutation.Of(file, others[0], random), random);
}

static bool IsBad(string outcome) => outcome is "CRASHED" or "TOO-SLOW" || outcome.StartsWith('5');
