using System.Text.Json;
using System.Text.Json.Serialization;
using Cutline.Imaging;

namespace Cutline.Segmentation.Splits;

/// <summary>A split as a JSON file. It names the samples, so that it stays valid when samples are added to the data.</summary>
internal sealed record SplitFile(SplitOptions? Options, string[] Train, string[] Val, string[] Test)
{
    /// <summary>The keys of the photos by the samples' names, as text; null in files of earlier versions.</summary>
    public IReadOnlyDictionary<string, string>? Photos { get; init; }

    /// <summary>The photos' perceptual hashes by the samples' names, as text; null in files of earlier versions.</summary>
    public IReadOnlyDictionary<string, string>? Looks { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes the file; an existing one is replaced at once or not at all.</summary>
    public static void Write(
        string path,
        Split split,
        IReadOnlyList<SampleId> samples,
        SplitOptions? options,
        IReadOnlyList<string?>? photos = null,
        IReadOnlyList<string?>? looks = null)
    {
        Dictionary<string, string>? Named(IReadOnlyList<string?>? texts) => texts is null ? null
            : split.Part("all").Where(i => texts[i] is not null).ToDictionary(i => samples[i].Name, i => texts[i]!);
        string[] Names(int[] part) => [.. part.Select(i => samples[i].Name)];
        var file = new SplitFile(options, Names(split.Train), Names(split.Val), Names(split.Test))
        {
            Photos = Named(photos),
            Looks = Named(looks),
        };
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(file, Json));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">Only names with this prefix are kept, without it.</param>
    /// <exception cref="DatasetException">It cannot be read, or is not a split.</exception>
    public static SplitFile Read(string path, string prefix)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SplitFile>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            bool IsOwn(string? name) => name is null || name.StartsWith(prefix, StringComparison.Ordinal);
            string[] Own(string[] names) => [.. names.Where(IsOwn).Select(n => n?[prefix.Length..]!)];
            Dictionary<string, string>? Unprefixed(IReadOnlyDictionary<string, string>? named) =>
                named?.Where(n => IsOwn(n.Key)).ToDictionary(n => n.Key[prefix.Length..], n => n.Value);
            return new(file.Options, Own(file.Train), Own(file.Val), Own(file.Test))
            {
                Photos = Unprefixed(file.Photos),
                Looks = Unprefixed(file.Looks),
            };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} is not a valid split file; train again to write one ({JsonReason.Of(e)})", e);
        }
    }

    /// <summary>
    /// The split of an ensemble of models: a sample that one of them was trained on is trained on, and of the others one that one of them
    /// was validated on is for validation.
    /// </summary>
    /// <param name="files">The split of each model.</param>
    public static SplitFile Merged(IReadOnlyList<SplitFile> files)
    {
        if (files is [var only]) return only;
        string[] train = [.. files.SelectMany(f => f.Train).Distinct()];
        string[] val = [.. files.SelectMany(f => f.Val).Distinct().Except(train)];
        return new(null, train, val, [.. files.SelectMany(f => f.Test).Distinct().Except(train).Except(val)])
        {
            Photos = Joined(files.Select(f => f.Photos)),
            Looks = Joined(files.Select(f => f.Looks)),
        };
    }

    /// <summary>The parts by the samples' names.</summary>
    public Dictionary<string, string> PartOfName()
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, names) in new[] { ("train", Train), ("val", Val), ("test", Test) })
            foreach (var name in names.Where(n => n is not null)) parts.TryAdd(name, part);
        return parts;
    }

    /// <summary>The parts by the photos' keys; of a photo that several samples have the first of train, val and test.</summary>
    public Dictionary<string, string> PartOfPhoto() => PartOf(Photos);

    /// <summary>
    /// The texts of the photos' perceptual hashes with their parts; of several samples that look the same the first part.
    /// </summary>
    public Dictionary<string, string> PartOfLook() => PartOf(Looks);

    private Dictionary<string, string> PartOf(IReadOnlyDictionary<string, string>? texts)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, part) in PartOfName())
            if (texts is not null && texts.TryGetValue(name, out var text)) parts.TryAdd(text, part);
        return parts;
    }

    private static Dictionary<string, string>? Joined(IEnumerable<IReadOnlyDictionary<string, string>?> named) =>
        named.Any(n => n is null) ? null : named.SelectMany(n => n!).DistinctBy(n => n.Key).ToDictionary(n => n.Key, n => n.Value);

    /// <summary>Replaces the names by indices.</summary>
    /// <param name="samples">The dataset's samples.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="DatasetException">It names samples that do not exist, or one twice.</exception>
    public Split Resolve(IReadOnlyList<SampleId> samples, string path)
    {
        var index = Enumerable.Range(0, samples.Count).ToDictionary(i => samples[i].Name);
        var used = new HashSet<string>();
        int[] Indices(string?[] names) => [.. names.Select(name =>
        {
            if (name is null || !index.TryGetValue(name, out var i))
                throw new DatasetException($"{path} names {name}, which is not in the data; use the data it was made for");
            if (!used.Add(name))
                throw new DatasetException(
                    $"{path} names {name} twice: a sample cannot be trained and tested on; train again to write a split");
            return i;
        }).Order()];
        return new(Indices(Train), Indices(Val), Indices(Test));
    }
}
