using Cutline.Listings;
using Cutline.Listings.Facts;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Answers questions from the current car facts.</summary>
internal sealed partial class FactsService(ServeOptions options, ILogger<FactsService> log)
{
    private readonly FactStoreCache facts = new(DataFolder.FactsFile(options.Store));

    /// <summary>Runs a query.</summary>
    /// <exception cref="ProblemException">There are no facts, they are damaged, or the query is invalid.</exception>
    public T Ask<T>(Func<FactStore, T> question)
    {
        try
        {
            return question(facts.Store);
        }
        catch (FactsException e)
        {
            if (e.Fault == FactsFault.Unusable) Unusable(log, e.Message);
            throw new ProblemException(e.Fault switch
            {
                FactsFault.Missing => Problem.NoFacts,
                FactsFault.Unusable => Problem.FactsUnusable,
                _ => Problem.BadOption(e.Message),
            });
        }
    }

    /// <summary>Opens the facts in advance, so that the first query does not wait for it. Errors are reported by later queries.</summary>
    public void WarmUp()
    {
        try
        {
            Ask(store => store.Suggest("a4"));
        }
        catch (ProblemException)
        {
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Unusable(ILogger log, string message);
}
