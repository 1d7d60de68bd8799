using System.Globalization;
using System.Text.Json;
using Cutline.Imaging;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>
/// A job's files. <c>job.json</c> comes last of what is accepted and goes first of what is deleted: a folder without it is no job.
/// Of photo 1, <c>0001.upload</c> stays until <c>0001.cutout</c>, with <c>0001.about</c> before it, or <c>0001.refused</c> is there, and <c>0001.tries</c> has a byte for each time that it was begun;
/// <c>backdrop</c> and <c>retouch</c> are the pictures of its order; <c>ended</c> is there when nothing more will happen, and is as old as that moment.
/// </summary>
internal sealed class JobFolder(string path)
{
    private const string Record = "job.json", Ended = "ended", About = "about";
    private const int ShownOfId = 8;

    public string Id => Path.GetFileName(path);

    /// <summary>The id as it may stand in a log, which many may see: who knows all of it may see the job.</summary>
    public string ShownId => $"{Id[..ShownOfId]}…";

    /// <summary>Why something failed, without the id.</summary>
    public string Reason(Exception e) => e.Message.Replace(Id, ShownId, StringComparison.Ordinal);

    public string Upload(int number) => Of(number, "upload");

    public string CutOut(int number) => Of(number, "cutout");

    public void Create() => PrivateFolder.Make(path);

    /// <summary>From now on it is a job, whatever happens to the process or the machine.</summary>
    public async Task AcceptAsync(JobRecord record, CutFiles pictures, CancellationToken cancel)
    {
        if (pictures.Backdrop is { } backdrop) await AtomicFile.WriteAsync(Named(CutFiles.BackdropName), backdrop, cancel);
        if (pictures.Retouch is { } retouch) await AtomicFile.WriteAsync(Named(CutFiles.RetouchName), retouch, cancel);
        await AtomicFile.WriteAsync(Named(Record), JsonSerializer.SerializeToUtf8Bytes(record), cancel);
        AtomicFile.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <returns>Null where there is no job: its upload was never whole, or it is half deleted.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public JobRecord? Read()
    {
        if (!File.Exists(Named(Record))) return null;
        try
        {
            return JsonSerializer.Deserialize<JobRecord>(File.ReadAllBytes(Named(Record))) is { Version: JobRecord.Current, Photos: > 0, Options: not null } record
                ? record
                : throw new InvalidDataException($"{Record} is of another version, or empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Record} is damaged", e);
        }
    }

    /// <summary>The pictures of its order.</summary>
    public CutFiles Pictures() => new(Picture(CutFiles.BackdropName), Picture(CutFiles.RetouchName));

    /// <summary>Whether a photo was cut, or was refused and why; both are not so while it waits.</summary>
    /// <exception cref="InvalidDataException">None of its files is there, or the reason is damaged.</exception>
    public (bool Cut, Problem? Refused) Outcome(int number)
    {
        if (File.Exists(CutOut(number))) return (true, null);
        if (!File.Exists(Refusal(number))) return File.Exists(Upload(number)) ? (false, null) : throw new InvalidDataException($"photo {number} is missing");
        return (false, Parsed<Problem>(Refusal(number), $"why photo {number} was refused"));
    }

    /// <summary>What is told of a photo that was cut.</summary>
    /// <exception cref="InvalidDataException">It is missing or damaged.</exception>
    public CutOutAbout AboutCutOut(int number) => Parsed<CutOutAbout>(Of(number, About), $"what is told of photo {number}");

    public long CutOutBytes(int number) => new FileInfo(CutOut(number)) is { Exists: true } file ? file.Length : 0;

    /// <summary>How often a photo was begun, by this and by former processes.</summary>
    public int Tries(int number) => new FileInfo(Of(number, "tries")) is { Exists: true } file ? (int)file.Length : 0;

    public void Try(int number) => File.AppendAllBytes(Of(number, "tries"), [(byte)'1']);

    public async Task FinishAsync(int number, CutOutAbout about, ReadOnlyMemory<byte> cutOut, CancellationToken cancel)
    {
        await AtomicFile.WriteAsync(Of(number, About), JsonSerializer.SerializeToUtf8Bytes(about), cancel);
        await AtomicFile.WriteAsync(CutOut(number), cutOut, cancel);
        Clear(number);
    }

    public async Task RefuseAsync(int number, Problem why, CancellationToken cancel)
    {
        await AtomicFile.WriteAsync(Refusal(number), JsonSerializer.SerializeToUtf8Bytes(why), cancel);
        Clear(number);
    }

    public Task EndAsync() => AtomicFile.WriteAsync(Named(Ended), ReadOnlyMemory<byte>.Empty);

    /// <summary>When the last photo's outcome was there; null while some wait.</summary>
    public DateTimeOffset? WhenEnded() => new FileInfo(Named(Ended)) is { Exists: true } file ? file.LastWriteTimeUtc : null;

    /// <summary>Deletes what a killed process left behind: half a file, and the upload of a photo whose outcome is there.</summary>
    public void Tidy(int photos)
    {
        foreach (var file in Directory.EnumerateFiles(path, $"*{AtomicFile.TemporaryEnding}")) File.Delete(file);
        for (var number = 1; number <= photos; number++)
            if (File.Exists(CutOut(number)) || File.Exists(Refusal(number))) Clear(number);
    }

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

    private ReadOnlyMemory<byte>? Picture(string name)
    {
        if (!File.Exists(Named(name))) return null;
        return File.ReadAllBytes(Named(name));
    }

    private string Refusal(int number) => Of(number, "refused");

    private string Of(int number, string what) => Named(string.Create(CultureInfo.InvariantCulture, $"{number:D4}.{what}"));

    private string Named(string name) => Path.Combine(path, name);
}
