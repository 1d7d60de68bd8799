namespace Cutline.Web.Problems;

/// <summary>A request is refused, expectedly.</summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
