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

    /// <param name="root">The dataset's root.</param>
    /// <param name="problems">Faults in single files; the message lists the first twenty.</param>
    /// <param name="others">Faults of the data as a whole, each with its repair; the message lists them all.</param>
    internal DatasetException(string root, IReadOnlyList<DataProblem> problems, IReadOnlyList<string> others)
        : base(Describe(root, problems, others)) => Problems = problems;

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

    private static string Describe(string root, IReadOnlyList<DataProblem> problems, params IReadOnlyList<string> others)
    {
        var count = problems.Count + others.Count;
        List<string> lines = [.. problems.Take(MaxListed).Select(p => p.ToString())];
        if (problems.Count > MaxListed) lines.Add($"… and {problems.Count - MaxListed} more");
        return $"{root} has {count} problem{(count == 1 ? "" : "s")}:\n{string.Join('\n', lines.Concat(others).Select(l => $"  {l}"))}";
    }
}
