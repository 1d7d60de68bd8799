using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Labelling;

/// <summary>
/// A folder of photos with a teacher's masks, which is a data set at any time: <c>images/</c>, <c>masks/</c> and <c>classes.json</c>; with
/// a line for each photo in <c>labels.csv</c>. A process that is killed loses at most the photo under way, and the folder can be gone on
/// with. One process at a time writes.
/// </summary>
public sealed class LabelledFolder : IDisposable
{
    internal const string Images = "images", Masks = "masks", Rejected = "rejected", RowsFile = "labels.csv", RecordFile = "labels.json";

    private const string Sheets = "sheets";
    private const int OnSheet = 24;
    private const string ClassText =
        """{"classes":["background",{"name":"car","colour":"#0072b2","values":[255]}],"void":{"values":[128]}}""";

    private readonly Dictionary<string, LabelRow> rows;
    private readonly Dictionary<string, string> byStem = new(StringComparer.Ordinal);
    private readonly FolderLock alone;
    private readonly FileStream log;

    private LabelledFolder(string path, FolderLock alone, FileStream log, IReadOnlyList<LabelRow> rows)
    {
        (Path, this.alone, this.log) = (path, alone, log);
        this.rows = rows.ToDictionary(row => row.Photo, StringComparer.Ordinal);
        foreach (var row in rows) byStem[Stem(row.Photo)] = row.Photo;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The photos that were labelled, in no particular order.</summary>
    public IReadOnlyCollection<LabelRow> Rows => rows.Values;

    /// <summary>Makes a folder, or goes on with one.</summary>
    /// <param name="path">Made where it is missing.</param>
    /// <param name="record">What the masks are made with; it must be what a folder that is there was made with.</param>
    /// <exception cref="DatasetException">The folder was made with something else, is damaged, or holds other things.</exception>
    /// <exception cref="IOException">It cannot be written, or another process writes into it.</exception>
    public static LabelledFolder Open(string path, LabelRecord record)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new DatasetException("the folder of labels has no name: give a new or an empty folder");
        var (said, list) = (At(path, RecordFile), At(path, RowsFile));
        if (!File.Exists(said) && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new DatasetException($"{path} holds other files and no {RecordFile}: label into an empty or a new folder");
        if (File.Exists(said) && Record(said).Differences(record) is { Count: > 0 } differences)
            throw new DatasetException(
                $"{path} was labelled otherwise ({string.Join("; ", differences)}): use the same again, or label into another folder");
        Directory.CreateDirectory(path);
        var alone = FolderLock.Take(path, "label", "cutline label");
        FileStream? log = null;
        try
        {
            if (!File.Exists(said)) AtomicFile.Write(said, JsonSerializer.SerializeToUtf8Bytes(record, OptionsJson.Indented));
            Directory.CreateDirectory(At(path, Images));
            Directory.CreateDirectory(At(path, Masks));
            AtomicFile.Write(At(path, ClassFile.Name), Encoding.UTF8.GetBytes(ClassText + "\n"));
            log = new FileStream(list, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            foreach (var folder in (string[])[Images, Masks]) // half a file of a process that was killed
                foreach (var left in Directory.EnumerateFiles(At(path, folder), "*" + AtomicFile.TemporaryEnding)) File.Delete(left);
            return new(path, alone, log, Recovered(list, log));
        }
        catch
        {
            log?.Dispose();
            alone.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a folder, for reading; none where it has none yet.</summary>
    /// <exception cref="DatasetException">They are damaged.</exception>
    public static IReadOnlyList<LabelRow> ReadRows(string path)
    {
        var list = At(path, RowsFile);
        if (!File.Exists(list)) return [];
        using var file = new FileStream(list, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return LabelRow.Read(list, Bytes(file));
    }

    /// <summary>
    /// Those photos that are to be labelled: all but those with a label whose files are here. A photo that could not be read is tried
    /// again, and another one may take the name of one that was dropped.
    /// </summary>
    /// <param name="photos">The photos' files.</param>
    /// <exception cref="ArgumentException">A name cannot be used; see <see cref="CheckNames"/>.</exception>
    /// <exception cref="DatasetException">One is another photo than that which has its name in the folder.</exception>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> photos)
    {
        CheckNames(photos);
        return [.. photos.Where(photo => !Has(photo))];
    }

    /// <summary>Checks that photos can be labelled into one folder, before there is one.</summary>
    /// <param name="photos">The photos' files.</param>
    /// <exception cref="ArgumentException">
    /// Two have the same name, whatever their extensions, or one has a control character in its name.
    /// </exception>
    public static void CheckNames(IReadOnlyList<string> photos)
    {
        if (photos.FirstOrDefault(photo => System.IO.Path.GetFileName(photo).Any(IsControl)) is { } odd)
            throw new ArgumentException($"{Escaped(odd)} has a line break or another control character in its name: rename it");
        if (photos.GroupBy(Stem).FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException($"{string.Join(" and ", clash)} would both be {clash.Key}: rename one of them");
    }

    /// <summary>Adds a photo: where its label is good, photo and mask become part of the data set.</summary>
    /// <param name="photo">The photo's file name, whose stem no other photo has.</param>
    /// <param name="bytes">The photo's file.</param>
    /// <param name="label">Its label.</param>
    /// <exception cref="PhotoException">A file cannot be written.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    public void Add(string photo, ReadOnlySpan<byte> bytes, PseudoLabel label)
    {
        if (label.Reason is null)
        {
            Photo.Write(At(Path, Images, photo), bytes);
            label.Mask.Save(At(Path, Masks, System.IO.Path.ChangeExtension(photo, ".png")));
        }

        Append(new(photo, label.ObjectShare, label.Agreement, label.UnsureShare, label.Reason, Hash(bytes)));
    }

    /// <summary>Notes that a photo could not be read.</summary>
    /// <param name="photo">The photo's file name.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Skip(string photo, string reason) => Append(new(photo, null, null, null, reason, null));

    /// <summary>
    /// Draws the photos with their masks into <c>sheets/</c>, those of the least sure masks first, void striped. Older sheets go.
    /// </summary>
    /// <returns>The files, none without photos.</returns>
    /// <exception cref="PhotoException">A sheet cannot be written.</exception>
    public IReadOnlyList<string> WriteSheets()
    {
        var folder = At(Path, Sheets);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        using var data = ClassFolderDataset.Open(Path, ClassFile.Read(At(Path, ClassFile.Name)));
        if (data.Samples.Count == 0) return [];
        Directory.CreateDirectory(folder);
        var unsure = rows.Values.ToDictionary(row => Stem(row.Photo), row => row.UnsureShare ?? 1);
        var pages = Enumerable.Range(0, data.Samples.Count).OrderByDescending(i => unsure.GetValueOrDefault(data.Samples[i].Name))
            .Chunk(OnSheet).ToArray();
        var files = new List<string>();
        foreach (var (page, samples) in pages.Index())
        {
            files.Add(At(folder, FormattableString.Invariant($"labels-{page + 1:D3}.jpg")));
            using var sheet = new ContactSheet(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path))).Render(
                data, samples, $"page {page + 1} of {pages.Length}, the least sure masks first");
            sheet.Save(files[^1]);
        }

        return files;
    }

    /// <summary>Closes the folder for others to write into.</summary>
    public void Dispose()
    {
        log.Dispose();
        alone.Dispose();
    }

    private bool Has(string photo)
    {
        var name = System.IO.Path.GetFileName(photo);
        if (byStem.TryGetValue(Stem(name), out var labelled) && labelled != name)
            throw new DatasetException($"{photo} and {labelled}, which is labelled in {Path}, have the same name: rename one of them");
        if (!rows.TryGetValue(name, out var row) || !row.IsReadable) return false;
        if (row.Sha256 != ModelFile.Hash(photo))
            return row.IsKept
                ? throw new DatasetException(
                    $"{photo} is another photo than the {name} that is labelled in {Path}: rename it, or label it into another folder")
                : false;
        var mask = System.IO.Path.ChangeExtension(name, ".png");
        return !row.IsKept || File.Exists(At(Path, Rejected, Masks, mask))
            || (File.Exists(At(Path, Masks, mask)) && File.Exists(At(Path, Images, name)));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029'; // the last two break lines, too

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => IsControl(c) ? FormattableString.Invariant($"\\u{(int)c:x4}") : c.ToString()));

    private static string Stem(string photo) => System.IO.Path.GetFileNameWithoutExtension(photo);

    private static string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine(parts);

    private static LabelRecord Record(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LabelRecord>(File.ReadAllBytes(file), OptionsJson.Compact) is
                { Teachers: { } teachers, Options: not null } record && !teachers.Contains(null!)
                ? record
                : throw new JsonException("it has no teachers or options");
        }
        catch (JsonException e)
        {
            throw new DatasetException($"{file} is damaged: {JsonReason.Of(e)}; label into another folder, or restore the file", e);
        }
    }

    /// <summary>The rows that are there; half a line of a process that was killed is taken away.</summary>
    private static IReadOnlyList<LabelRow> Recovered(string list, FileStream log)
    {
        var bytes = Bytes(log);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        log.SetLength(whole);
        log.Position = whole;
        if (whole > 0) return LabelRow.Read(list, bytes);
        log.Write(Encoding.UTF8.GetBytes(LabelRow.Header + "\n"));
        log.Flush();
        return [];
    }

    private static byte[] Bytes(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void Append(LabelRow row)
    {
        log.Write(Encoding.UTF8.GetBytes(row.ToCsv() + "\n"));
        log.Flush();
        rows[row.Photo] = row;
        byStem[Stem(row.Photo)] = row.Photo;
    }
}
