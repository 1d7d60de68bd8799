using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Studio.Options;

namespace Cutline.Cli.Commands;

/// <summary>One photo to cut out, the path of the result, and the result's format by its name.</summary>
internal sealed record CutJob(string Input, string Output, string Format)
{
    private const string Standard = "-";

    /// <summary>Pairs inputs with outputs. Of several photos, those whose result exists are skipped, which is reported.</summary>
    /// <exception cref="ArgumentException">Two photos would have the same result, or the only result exists.</exception>
    /// <exception cref="IOException">The result cannot be written there.</exception>
    internal static IReadOnlyList<CutJob> Plan(string[] inputs, string output, CutOptionValues options, bool force)
    {
        if (inputs.Contains(Standard) && inputs.Length > 1)
            throw new ArgumentException("standard input is one photo: give - alone, or files");
        var files = inputs is [Standard] ? inputs : Inputs.Expand(inputs);
        var many = files.Count > 1 || inputs.Any(Directory.Exists) || Directory.Exists(output) || output.EndsWith('/');
        if (many && output == Standard)
            throw new ArgumentException($"{files.Count} photos do not fit on standard output: name a folder with -o");
        if (!many) return [Single(files[0], output, options, force)];

        OutputPlace.CheckFolder(output);
        var format = options.Format ?? CutOptionTable.DefaultFormat;
        var extension = format == "jpeg" ? "jpg" : format;
        var jobs = files.Select(f => new CutJob(f, Path.Combine(output, $"{Path.GetFileNameWithoutExtension(f)}.{extension}"), format))
            .ToArray();
        if (jobs.GroupBy(j => j.Output).FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException(
                $"{string.Join(" and ", clash.Select(j => j.Input))} would both become {clash.Key}: cut them into different folders");
        var todo = jobs.Where(j => force || !File.Exists(j.Output)).ToArray();
        if (todo.Length < jobs.Length)
            Console.Error.WriteLine($"{jobs.Length - todo.Length} of {jobs.Length} exist and are kept; --force makes them again");
        return todo;
    }

    private static CutJob Single(string input, string output, CutOptionValues options, bool force)
    {
        if (output == Standard) return new(input, output, options.Format ?? CutOptionTable.DefaultFormat);
        OutputPlace.CheckFile(output);
        if (!force && File.Exists(output)) throw new ArgumentException($"{output} exists: add --force to overwrite it");
        return new(input, output, options.Format ?? ByExtension(output));
    }

    private static string ByExtension(string output)
    {
        var extension = Path.GetExtension(output).TrimStart('.').ToLowerInvariant();
        return Studio.CutOutFormat.Of(extension) is not null
            ? extension
            : throw new ArgumentException(
                $"{output}: cut-outs are written as .png, .webp or .jpg; use one of these extensions, or --format");
    }
}
