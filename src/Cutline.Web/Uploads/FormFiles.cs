using Cutline.Studio.Options;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Collects the cut options of a form that are files: each at most once, in memory, up to its limit.</summary>
internal sealed class FormFiles(ServeOptions options)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files = [];

    /// <summary>The options that are files.</summary>
    public static IReadOnlyList<CutOption> Options { get; } =
        [.. CutOptionTable.For(CutOptionUse.Api).Where(option => option.Type == CutOptionType.File)];

    /// <summary>The largest size of all of them, in bytes.</summary>
    public static long Most { get; } = Options.Sum(option => option.MostBytes);

    /// <summary>The contents of the files by the options' names.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files => files;

    /// <summary>Reads a file to its end.</summary>
    /// <param name="option">The option.</param>
    /// <param name="body">The file.</param>
    /// <param name="hold">Told of bytes before memory is taken for them.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <exception cref="ProblemException">There is one of this name already, or it is too large.</exception>
    public async Task ReadAsync(CutOption option, Stream body, Action<long> hold, CancellationToken cancel)
    {
        if (files.ContainsKey(option.Name))
            throw new ProblemException(Problem.BadRequest($"there is more than one {option.Name}: send one"));
        var most = Math.Min(option.MostBytes, options.Limits.MaxBytes);
        files[option.Name] = await BoundedBody.ReadAsync(
            body, most, () => new(Problem.TooLarge($"the {option.Name} has more than {most} bytes: send a smaller one")), cancel,
            hold);
    }
}
