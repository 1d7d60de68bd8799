using System.Text.Json;

namespace Cutline.Training.Runs;

/// <summary>A run on disk: its options, environment, split, metrics, checkpoints and pictures.</summary>
public sealed class RunFolder(string path)
{
    private const string LockFile = "training.lock";

    public string Path { get; } = path;

    public string Options => In("options.json");

    public string Environment => In("environment.json");

    public string Split => In("split.json");

    public string Metrics => In("metrics.jsonl");

    /// <summary>The state after the last finished epoch, from which a run is resumed.</summary>
    public string Last => In("last.safetensors");

    /// <summary>The model of the best epoch.</summary>
    public string Best => In("best.safetensors");

    public string Curves => In("curves.png");

    public string Samples => In("samples.png");

    /// <summary>Where the sheets of an epoch's samples are.</summary>
    public string Sheets => In("sheets");

    public string Report => In("report.html");

    public bool Exists => File.Exists(Options);

    /// <summary>Whether a training holds the folder's lock.</summary>
    public bool IsTraining
    {
        get
        {
            try
            {
                if (File.Exists(In(LockFile))) File.OpenRead(In(LockFile)).Dispose();
                return false;
            }
            catch (FileNotFoundException)
            {
                return false; // it ended just now
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    /// <summary>The sheet of what the model said after an epoch.</summary>
    public string Sheet(int epoch) => System.IO.Path.Combine(Sheets, $"epoch-{epoch:D4}.jpg");

    /// <summary>Makes the folder and keeps other trainings out of it until this is disposed, or the process ends in any way.</summary>
    /// <exception cref="ArgumentException">Another training is in it.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(In(LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new ArgumentException($"{Path} cannot be trained into, another training may be at it: {e.Message}", e);
        }
    }

    /// <summary>Writes a value as JSON, at once or not at all.</summary>
    public static void WriteJson<T>(string file, T value)
    {
        var temporary = file + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(value, OptionsJson.Indented) + "\n");
        File.Move(temporary, file, overwrite: true);
    }

    /// <exception cref="ArgumentException">The file is missing, no JSON, or has keys that options do not have.</exception>
    public TrainOptions ReadOptions() => ReadOptions(Options);

    /// <inheritdoc cref="ReadOptions()"/>
    public static TrainOptions ReadOptions(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainOptions>(File.ReadAllText(file), OptionsJson.Indented) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ArgumentException($"the options in {file} cannot be read: {e.Message}", e);
        }
    }

    public void Append(EpochMetrics row) => File.AppendAllText(Metrics, JsonSerializer.Serialize(row, OptionsJson.Compact) + "\n");

    /// <summary>The finished epochs. A last line that a killed run left incomplete is left out.</summary>
    public IReadOnlyList<EpochMetrics> ReadMetrics()
    {
        if (!File.Exists(Metrics)) return [];
        var rows = new List<EpochMetrics>();
        foreach (var line in File.ReadLines(Metrics))
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

    /// <summary>Forgets the epochs after one, which a resumed run does again.</summary>
    public void Truncate(int epochs)
    {
        if (!File.Exists(Metrics)) return;
        var rows = ReadMetrics().Where(r => r.Epoch <= epochs);
        File.WriteAllLines(Metrics, rows.Select(r => JsonSerializer.Serialize(r, OptionsJson.Compact)));
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
