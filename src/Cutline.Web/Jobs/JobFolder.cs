using Cutline.Imaging;
using System.Globalization;
using System.Text.Json;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Cutline.Web.Uploads;

namespace Cutline.Web.Jobs;

/// <summary>
/// The files of a job. <c>job.json</c> is written last when the job is accepted and deleted first when it is deleted: a folder without it
/// is not a job.
/// For photo 1, <c>0001.upload</c> exists until either <c>0001.cutout</c> (after <c>0001.about</c>) or <c>0001.refused</c> does;
/// <c>0001.tries</c> has one byte for each attempt. Options that are files are stored under their names, such as <c>backdrop</c>.
/// <c>ended</c> is written when the job is finished; its time is that moment.
/// </summary>
internal sealed class JobFolder(string path)
{
    private const string Record = "job.json", Ended = "ended", About = "about";

    public string Id => Path.GetFileName(path);

    /// <summary>The shortened id for logs.</summary>
    public string LogId => LogText.Of(Id);

    public string Upload(int number) => Of(number, "upload");

    public string CutOut(int number) => Of(number, "cutout");

    /// <exception cref="DirectoryNotFoundException">The folder of all jobs is not there any more.</exception>
    public void Create()
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new DirectoryNotFoundException("the folder of jobs is not there any more: put it back");
        PrivateFolder.Create(path);
    }

    /// <summary>Writes the job's record durably; from now on it is a job, even after a crash.</summary>
    public async Task AcceptAsync(JobRecord record, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        foreach (var (name, file) in files) await AtomicFile.WriteAsync(Named(name), file, cancel);
        await AtomicFile.WriteAsync(Named(Record), JsonSerializer.SerializeToUtf8Bytes(record), cancel);
        AtomicFile.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads the record.</summary>
    /// <returns>Null where the folder is not a job: its upload was never complete, or it is partly deleted.</returns>
    /// <exception cref="InvalidDataException">The record is damaged.</exception>
    public JobRecord? Read()
    {
        if (!File.Exists(Named(Record))) return null;
        try
        {
            return JsonSerializer.Deserialize<JobRecord>(
                File.ReadAllBytes(Named(Record))) is { Version: JobRecord.Current, Photos: > 0, Options: not null } record
                ? record
                : throw new InvalidDataException($"{Record} has another version, or is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Record} is damaged", e);
        }
    }

    /// <summary>The contents of the options that are files, by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files() => FormFiles.Options.Where(option => File.Exists(Named(option.Name)))
        .ToDictionary(option => option.Name, option => (ReadOnlyMemory<byte>)File.ReadAllBytes(Named(option.Name)));

    /// <summary>Whether a photo was cut, and otherwise why it failed; neither while it waits.</summary>
    /// <exception cref="InvalidDataException">It has no files, or the reason is damaged.</exception>
    public (bool Cut, Problem? Refused) Outcome(int number)
    {
        if (File.Exists(CutOut(number))) return (true, null);
        if (!File.Exists(Refusal(number)))
            return File.Exists(Upload(number)) ? (false, null) : throw new InvalidDataException($"photo {number} is missing");
        return (false, Parsed<Problem>(Refusal(number), $"the reason why photo {number} failed"));
    }

    /// <summary>The details of a photo that was cut.</summary>
    /// <exception cref="InvalidDataException">They are missing or damaged.</exception>
    public CutOutDetails Details(int number) => Parsed<CutOutDetails>(Of(number, About), $"the file of details of photo {number}");

    /// <summary>The size of a cut-out in bytes; 0 where there is none.</summary>
    public long CutOutBytes(int number) => new FileInfo(CutOut(number)) is { Exists: true } file ? file.Length : 0;

    /// <summary>How often this and earlier processes started a photo.</summary>
    public int Attempts(int number) => new FileInfo(Of(number, "tries")) is { Exists: true } file ? (int)file.Length : 0;

    /// <summary>Counts an attempt.</summary>
    public void AddAttempt(int number)
    {
        using var file = PrivateFolder.Open(Of(number, "tries"), new()
        {
            Mode = FileMode.Append, Access = FileAccess.Write, BufferSize = 0,
        });
        file.WriteByte((byte)'1');
    }

    /// <summary>Creates the file of an upload.</summary>
    public FileStream CreateUpload(int number) => PrivateFolder.Open(Upload(number), new()
    {
        Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0,
    });

    /// <summary>Stores a cut-out, and deletes the upload.</summary>
    public async Task FinishAsync(int number, CutOutDetails details, ReadOnlyMemory<byte> cutOut, CancellationToken cancel)
    {
        await AtomicFile.WriteAsync(Of(number, About), JsonSerializer.SerializeToUtf8Bytes(details), cancel);
        await AtomicFile.WriteAsync(CutOut(number), cutOut, cancel);
        Clear(number);
    }

    /// <summary>Stores the reason why a photo failed, and deletes the upload.</summary>
    public async Task FailAsync(int number, Problem problem, CancellationToken cancel)
    {
        await AtomicFile.WriteAsync(Refusal(number), JsonSerializer.SerializeToUtf8Bytes(problem), cancel);
        Clear(number);
    }

    /// <summary>Marks the job as finished.</summary>
    public Task EndAsync() => AtomicFile.WriteAsync(Named(Ended), ReadOnlyMemory<byte>.Empty);

    /// <summary>When the job was finished; null where it is not.</summary>
    public DateTimeOffset? WhenEnded() => new FileInfo(Named(Ended)) is { Exists: true } file ? file.LastWriteTimeUtc : null;

    /// <summary>Deletes what a killed process left behind: partial files, and uploads of photos that are finished.</summary>
    public void RemoveLeftovers(int photos)
    {
        foreach (var file in Directory.EnumerateFiles(path, $"*{AtomicFile.TemporaryEnding}")) File.Delete(file);
        for (var number = 1; number <= photos; number++)
            if (File.Exists(CutOut(number)) || File.Exists(Refusal(number))) Clear(number);
    }

    /// <summary>Deletes the folder.</summary>
    public void Delete()
    {
        if (!Directory.Exists(path)) return;
        File.Delete(Named(Record));
        Directory.Delete(path, recursive: true);
    }

    private static T Parsed<T>(string file, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file)) ?? throw new InvalidDataException($"{what} is empty");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"{what} is missing or damaged", e);
        }
    }

    private void Clear(int number)
    {
        File.Delete(Upload(number));
        File.Delete(Of(number, "tries"));
    }

    private string Refusal(int number) => Of(number, "refused");

    private string Of(int number, string what) => Named(string.Create(CultureInfo.InvariantCulture, $"{number:D4}.{what}"));

    private string Named(string name) => Path.Combine(path, name);
}
