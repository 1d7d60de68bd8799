namespace Cutline.Segmentation;

/// <summary>The data cannot be used as it is; the message names files, causes and repairs.</summary>
public sealed class DatasetException : Exception
{
    private const int Shown = 20;

    public DatasetException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    public DatasetException(DataProblem problem, Exception? inner = null) : base(problem.ToString(), inner) => Problems = [problem];

    /// <param name="root">The dataset's root.</param>
    /// <param name="problems">All that is wrong; the message shows the first twenty.</param>
    public DatasetException(string root, IReadOnlyList<DataProblem> problems) : base(Describe(root, problems)) => Problems = problems;

    /// <summary>Everything found wrong; empty where the trouble is not with a file.</summary>
    public IReadOnlyList<DataProblem> Problems { get; } = [];

    /// <exception cref="DatasetException">There are problems.</exception>
    public static void ThrowIfAny(string root, IReadOnlyList<DataProblem> problems)
    {
        if (problems.Count > 0) throw new DatasetException(root, problems);
    }

    private static string Describe(string root, IReadOnlyList<DataProblem> problems)
    {
        var lines = problems.Take(Shown).Select(p => $"  {p}");
        var more = problems.Count > Shown ? $"\n  … and {problems.Count - Shown} more" : "";
        return $"{root} has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:\n{string.Join('\n', lines)}{more}";
    }
}
