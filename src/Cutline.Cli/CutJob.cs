using Cutline.Imaging;
using Cutline.Studio;

namespace Cutline.Cli;

/// <summary>One photo to cut, and where the result goes.</summary>
internal sealed record CutJob(string Input, string Output, PhotoEncoding Encoding)
{
    private const string Standard = "-";

    /// <summary>Works out what goes where. With several photos, those whose result exists are left out, and said.</summary>
    /// <exception cref="ArgumentException">Two photos would become one file, or the only result exists.</exception>
    internal static IReadOnlyList<CutJob> Plan(string[] inputs, string output, string? format, bool force)
    {
        if (inputs.Contains(Standard) && inputs.Length > 1) throw new ArgumentException("standard input is one photo: give - alone, or files");
        var files = inputs is [Standard] ? inputs : Inputs.Expand(inputs);
        var many = files.Count > 1 || inputs.Any(Directory.Exists) || Directory.Exists(output) || output.EndsWith('/');
        if (many && output == Standard) throw new ArgumentException($"{files.Count} photos do not fit on standard output: name a folder with -o");
        if (!many) return [Single(files[0], output, format, force)];

        Directory.CreateDirectory(output);
        var jobs = files.Select(f => new CutJob(f, Path.Combine(output, $"{Path.GetFileNameWithoutExtension(f)}.{format ?? "png"}"), Encoded(format ?? "png"))).ToArray();
        if (jobs.GroupBy(j => j.Output).FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException($"{string.Join(" and ", clash.Select(j => j.Input))} would both become {clash.Key}: cut them into different folders");
        var todo = jobs.Where(j => force || !File.Exists(j.Output)).ToArray();
        if (todo.Length < jobs.Length) Console.Error.WriteLine($"{jobs.Length - todo.Length} of {jobs.Length} are there already and stay; --force makes them again");
        return todo;
    }

    private static CutJob Single(string input, string output, string? format, bool force)
    {
        if (output == Standard) return new(input, output, Encoded(format ?? "png"));
        if (!force && File.Exists(output)) throw new ArgumentException($"{output} exists: add --force to overwrite it");
        return new(input, output, format is null ? Encoded(Path.GetExtension(output).TrimStart('.').ToLowerInvariant(), output) : Encoded(format));
    }

    private static PhotoEncoding Encoded(string format, string? output = null) => CutOutFormat.Of(format)
        ?? throw new ArgumentException($"{output}: cut-outs are written as .png, .webp or .jpg; use one of these endings, or --format");
}
