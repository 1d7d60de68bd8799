using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Runs;

namespace Cutline.Training.Runs;

/// <summary>A run's folder, for the training that writes it. <see cref="SavedRun"/> reads it without a training engine.</summary>
/// <param name="path">The folder; it need not exist.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The options in force.</summary>
    public string Options => In(RunFiles.Options);

    /// <summary>The options of each part of the run, by the epoch from which they held.</summary>
    public string OptionsHistory => In(RunFiles.OptionsHistory);

    /// <summary>Where and with what the run was made.</summary>
    public string Environment => In(RunFiles.Environment);

    /// <summary>The names of the training, validation and test samples.</summary>
    public string Split => In(RunFiles.Split);

    /// <summary>The metrics of each epoch.</summary>
    public string Metrics => In(RunFiles.Metrics);

    /// <summary>The state after the last finished epoch, from which a run is resumed.</summary>
    public string Last => In(RunFiles.LastState);

    /// <summary>The state after the epoch before that one: for when the last one is lost or damaged.</summary>
    public string Previous => In(RunFiles.PreviousState);

    /// <summary>The weights of the best epoch.</summary>
    public string Best => In(RunFiles.BestWeights);

    /// <summary>The model of the best epoch for ONNX Runtime.</summary>
    public string BestModel => In(RunFiles.BestModel);

    /// <summary>Whether it holds a run.</summary>
    public bool Exists => File.Exists(Options);

    /// <summary>
    /// Makes the folder and keeps other trainings out of it until this is disposed, or the process ends in any way. Folders that were made
    /// and are empty then are removed again.
    /// </summary>
    /// <exception cref="ArgumentException">Another training is in it, or it cannot be made.</exception>
    public IDisposable Lock()
    {
        try
        {
            var made = new List<string>();
            for (var at = System.IO.Path.GetFullPath(Path); !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at)!) made.Add(at);
            Directory.CreateDirectory(Path);
            return new FolderLock(
                new FileStream(In(RunFiles.Lock), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose),
                made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{Path} cannot be trained into, another training may be running there: {e.Message}", e);
        }
    }

    /// <summary>Writes a value as JSON, whole or not at all.</summary>
    public static void WriteJson<T>(string file, T value) =>
        AtomicFile.Write(file, [.. JsonSerializer.SerializeToUtf8Bytes(value, OptionsJson.Indented), (byte)'\n']);

    /// <summary>The options in force.</summary>
    /// <exception cref="ArgumentException">The file is missing, no JSON, or has keys that options do not have.</exception>
    public TrainOptions ReadOptions() => ReadOptions(Options);

    /// <inheritdoc cref="ReadOptions()"/>
    public static TrainOptions ReadOptions(string file)
    {
        if (Directory.Exists(file))
            throw new ArgumentException($"{file} is a folder: name a file of options, as a run's {RunFiles.Options}");
        try
        {
            return JsonSerializer.Deserialize<TrainOptions>(File.ReadAllText(file), OptionsJson.Indented)
                ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ArgumentException($"the options in {file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Has a new state written, which becomes <see cref="Last"/>; the one that was becomes <see cref="Previous"/>.</summary>
    /// <param name="write">Writes the state to a file, whole or not at all.</param>
    internal void SaveState(Action<string> write)
    {
        var next = $"{Last}.new";
        write(next);
        if (File.Exists(Last)) File.Move(Last, Previous, overwrite: true);
        File.Move(next, Last);
        AtomicFile.SyncFolder(Path);
    }

    /// <summary>The state that a run is resumed from; null where none of its epochs has ended.</summary>
    /// <exception cref="ArgumentException">There is none, and epochs of the run would be overwritten.</exception>
    internal string? FindState()
    {
        if (File.Exists(Last)) return Last;
        if (File.Exists(Previous)) return Previous; // a process that was killed between the two renames leaves this one alone
        var epochs = ReadMetrics().Count;
        if (epochs == 0 && !File.Exists(Best)) return null;
        throw new ArgumentException(
            $"{Last} is missing, and a run that begins anew would overwrite {(epochs > 0 ? $"{epochs} epochs" : RunFiles.BestWeights)} in "
            + $"{Path}: put it back from a copy, train into another folder (From can name this one), or delete this one");
    }

    /// <summary>Adds an epoch's metrics.</summary>
    public void Append(EpochMetrics row) => File.AppendAllText(Metrics, JsonSerializer.Serialize(row, OptionsJson.Compact) + "\n");

    /// <summary>The finished epochs. A last line that a killed run left incomplete is left out.</summary>
    public IReadOnlyList<EpochMetrics> ReadMetrics() => new SavedRun(Path).ReadMetrics();

    /// <summary>Removes the epochs after one, which a resumed run does again.</summary>
    public void Truncate(int epochs)
    {
        if (!File.Exists(Metrics)) return;
        var rows = ReadMetrics().Where(r => r.Epoch <= epochs).Select(r => JsonSerializer.Serialize(r, OptionsJson.Compact) + "\n");
        AtomicFile.Write(Metrics, System.Text.Encoding.UTF8.GetBytes(string.Concat(rows)));
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    /// <param name="file">Held open.</param>
    /// <param name="made">The folders that were not there before, the innermost first.</param>
    private sealed class FolderLock(FileStream file, IEnumerable<string> made) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            foreach (var folder in made.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any())) Directory.Delete(folder);
        }
    }
}
