using Cutline.Imaging;
using Cutline.Studio.Options;
using Cutline.Studio.Scenes;
using Cutline.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>Reads the cut options of a request: each by itself, and then their combination.</summary>
internal sealed class CutSettingsReader
{
    private const int LongestName = 40;

    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    /// <exception cref="ProblemException">An option is unknown, or given twice.</exception>
    public CutSettingsReader(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, values) in given)
        {
            if (!Options.Any(option => option.Name == name))
                throw Wrong($"'{Shortened(name)}' is not an option here: use {string.Join(", ", Options.Select(o => o.Name))}");
            foreach (var value in values)
                if (!this.given.TryAdd(name, value ?? ""))
                    throw Wrong($"{name} is given more than once: give it once, in the query or in the form");
        }
    }

    /// <summary>The options that a query or a form's field can have.</summary>
    private static IEnumerable<CutOption> Options =>
        CutOptionTable.For(CutOptionUse.Api).Where(option => option.Type != CutOptionType.File);

    /// <exception cref="ProblemException">There is an option where none is allowed.</exception>
    public static void RequireNone(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, _) in given) throw Wrong($"'{Shortened(name)}' is not an option here: send the photo alone");
    }

    /// <summary>Reads each option by itself.</summary>
    /// <exception cref="ProblemException">An option is wrong.</exception>
    public CutOptionValues Values()
    {
        try
        {
            return Options.Where(option => given.ContainsKey(option.Name)).Aggregate(
                CutOptionValues.Default, (values, option) => option.Apply(values, given[option.Name]));
        }
        catch (CutOptionException e)
        {
            throw Wrong(e.Message);
        }
    }

    /// <summary>Reads all options and files, and checks their combination.</summary>
    /// <exception cref="ProblemException">An option is wrong, or contradicts another one.</exception>
    public CutSettings Settings(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var hasBackdrop = files.ContainsKey(CutOptionTable.Backdrop);
        var values = files.Aggregate(Values(), (all, file) => CutOptionTable.Find(file.Key)!.Apply(all, file.Value));
        if (hasBackdrop && given.ContainsKey(CutOptionTable.Background))
            throw Wrong("background and backdrop both set the background: give one of them");
        if (!hasBackdrop && given.ContainsKey(CutOptionTable.Fit))
            throw Wrong("fit applies to a backdrop: send a picture as the form field 'backdrop', or leave it out");
        var (pipeline, encoding) = (Pipeline(values.Scene), values.Encoding());
        if (encoding.Format == PhotoFormat.Jpeg && pipeline.IsTransparent)
            throw Wrong("format jpeg has no transparency: give a background such as white, or use png or webp");
        if (encoding.Format == PhotoFormat.Png && given.ContainsKey(CutOptionTable.Quality))
            throw Wrong("quality applies to webp and jpeg, and png is lossless: leave it out, or give another format");
        return new(pipeline, encoding, given, files) { SinglePhotoOption = values.SinglePhotoOption };
    }

    private static ScenePipeline Pipeline(SceneOptions options)
    {
        try
        {
            return ScenePipeline.Create(options);
        }
        catch (ArgumentException e)
        {
            throw Wrong(e.Message);
        }
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    private static ProblemException Wrong(string detail) => new(Problem.BadOption(detail));
}
