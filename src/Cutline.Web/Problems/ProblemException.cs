namespace Cutline.Web.Problems;

/// <summary>The exception that is thrown to answer a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
