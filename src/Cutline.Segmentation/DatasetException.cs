namespace Cutline.Segmentation;

/// <summary>The exception that is thrown when a dataset cannot be used as it is. Its message names files, causes and repairs.</summary>
public sealed class DatasetException : Exception
{
    private const int MaxListed = 20;

    /// <param name="message">Cause and repair.</param>
    /// <param name="inner">The exception behind it.</param>
    public DatasetException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <param name="problem">The fault in a single file.</param>
    /// <param name="inner">The exception behind it.</param>
    public DatasetException(DataProblem problem, Exception? inner = null) : base(problem.ToString(), inner) => Problems = [problem];

    /// <param name="root">The dataset's root.</param>
    /// <param name="problems">All faults; the message lists the first twenty.</param>
    public DatasetException(string root, IReadOnlyList<DataProblem> problems) : base(Describe(root, problems)) => Problems = problems;

    /// <summary>The faults in single files; empty where the cause is something else.</summary>
    public IReadOnlyList<DataProblem> Problems { get; } = [];

    /// <summary>Whether the message names properties of options, which a program's users may know by other names.</summary>
    public bool NamesOptions { get; init; }

    /// <summary>Throws where there is at least one problem.</summary>
    /// <exception cref="DatasetException">There are problems.</exception>
    public static void ThrowIfAny(string root, IReadOnlyList<DataProblem> problems)
    {
        if (problems.Count > 0) throw new DatasetException(root, problems);
    }

    private static string Describe(string root, IReadOnlyList<DataProblem> problems)
    {
        var lines = problems.Take(MaxListed).Select(p => $"  {p}");
        var more = problems.Count > MaxListed ? $"\n  … and {problems.Count - MaxListed} more" : "";
        return $"{root} has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:\n{string.Join('\n', lines)}{more}";
    }
}
