using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutline.Segmentation.Runs;

/// <summary>A training run on disk, for reading. Needs no training engine and tolerates runs that are unfinished or damaged.</summary>
/// <param name="folder">The run's folder; it need not exist.</param>
public sealed class SavedRun(string folder)
{
    private const int MostFolds = 1000;

    /// <summary>The run's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    /// <summary>Whether the folder holds a run's options.</summary>
    public bool Exists => Has(RunFiles.Options);

    /// <summary>Whether a process holds the run's lock.</summary>
    public bool IsTraining
    {
        get
        {
            try
            {
                if (Has(RunFiles.Lock)) File.OpenRead(PathOf(RunFiles.Lock)).Dispose();
                return false;
            }
            catch (FileNotFoundException)
            {
                return false; // the training ended between the two calls
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    /// <summary>The runs of a cross-validation into this folder, by their folds; empty where it holds none.</summary>
    public IReadOnlyList<SavedRun> Folds() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateDirectories(Folder, RunFiles.Fold(0)[..^1] + "*", new EnumerationOptions())
            .Select(path => (Run: new SavedRun(path), Fold: FoldOf(Path.GetFileName(path))))
            .Where(found => found.Fold > 0 && found.Run.Exists)
            .OrderBy(found => found.Fold)
            .Select(found => found.Run),
    ];

    /// <summary>The number of the fold that a folder's name stands for; 0 for none.</summary>
    internal static int FoldOf(string name) => Enumerable.Range(1, MostFolds).FirstOrDefault(fold => name == RunFiles.Fold(fold));

    /// <summary>The runs whose model this folder's is: the run itself, or the folds of its ensemble.</summary>
    public IReadOnlyList<SavedRun> Members() => Exists ? [this] : Folds();

    /// <summary>The path of one of the run's files.</summary>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Whether the run has this file.</summary>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Reads a JSON file of the run; null where it is missing or is not JSON.</summary>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    public JsonNode? ReadJson(string name)
    {
        try
        {
            return Has(name) ? JsonNode.Parse(File.ReadAllText(PathOf(name))) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// The finished epochs. Lines after the first unreadable one are left out: a killed run may leave its last line incomplete.
    /// </summary>
    public IReadOnlyList<EpochMetrics> ReadMetrics()
    {
        if (!Has(RunFiles.Metrics)) return [];
        var rows = new List<EpochMetrics>();
        foreach (var line in File.ReadLines(PathOf(RunFiles.Metrics)))
        {
            try
            {
                if (JsonSerializer.Deserialize<EpochMetrics>(line, OptionsJson.Compact) is { } row) rows.Add(row);
            }
            catch (JsonException)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>The folders of data the run was trained on, as its options name them; empty where they cannot be read.</summary>
    public IReadOnlyList<string> DataFolders() =>
        (ReadJson(RunFiles.Options) as JsonObject)?["data"] is JsonArray list
            && list.All(item => item is JsonValue value && value.TryGetValue<string>(out _))
            ? [.. list.Select(item => (string)item!)]
            : [];

    /// <summary>
    /// How many classes the run's model separates, as its options say; 1 for foreground against background or where unknown.
    /// </summary>
    public int Classes() =>
        (ReadJson(RunFiles.Options) as JsonObject)?["model"] is JsonObject model && model["classes"] is JsonValue value
            && value.TryGetValue<int>(out var count)
            ? count
            : 1;
}
