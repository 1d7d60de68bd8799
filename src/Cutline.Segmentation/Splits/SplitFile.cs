using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Splits;

/// <summary>A split on disk: samples by name, so that it outlives files added to the data.</summary>
internal sealed record SplitFile(SplitOptions? Options, string[] Train, string[] Val, string[] Test)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static void Write(string path, Split split, IReadOnlyList<SampleId> samples, SplitOptions? options)
    {
        string[] Names(int[] part) => [.. part.Select(i => samples[i].Name)];
        var file = new SplitFile(options, Names(split.Train), Names(split.Val), Names(split.Test));
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(file, Json));
        File.Move(temporary, path, overwrite: true);
    }

    /// <param name="prefix">Of the names that count, taken off them: those of one of several datasets.</param>
    public static SplitFile Read(string path, string prefix)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SplitFile>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            string[] Own(string[] names) => [.. names.Where(n => n is null || n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n?[prefix.Length..]!)];
            return new(file.Options, Own(file.Train), Own(file.Val), Own(file.Test));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} is no split that can be read; train anew to write one ({e.Message})", e);
        }
    }

    /// <summary>Whether it names samples, and only these.</summary>
    public bool IsOf(IReadOnlyList<SampleId> samples)
    {
        string[] names = [.. Train, .. Val, .. Test];
        return names.Length > 0 && samples.Select(s => s.Name).ToHashSet().IsSupersetOf(names);
    }

    public Split On(IReadOnlyList<SampleId> samples, string path)
    {
        var index = Enumerable.Range(0, samples.Count).ToDictionary(i => samples[i].Name);
        var used = new HashSet<string>();
        int[] Indices(string?[] names) => [.. names.Select(name =>
        {
            if (name is null || !index.TryGetValue(name, out var i)) throw new DatasetException($"{path} names {name}, which is not in the data; use the data it was made for");
            if (!used.Add(name)) throw new DatasetException($"{path} names {name} twice: a sample cannot be trained and tested on; train anew to write a split");
            return i;
        }).Order()];
        return new(Indices(Train), Indices(Val), Indices(Test));
    }
}
