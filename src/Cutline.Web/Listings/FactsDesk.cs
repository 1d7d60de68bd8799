using Cutline.Listings.Facts;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Answers from the facts as they are now, or says why there are none.</summary>
internal sealed partial class FactsDesk(ServeOptions options, ILogger<FactsDesk> log)
{
    private readonly KeptFacts facts = new(FactsLocation.In(options.Store));

    /// <exception cref="RefusedException">There are none, they are damaged, or what is asked is none.</exception>
    public T Ask<T>(Func<FactStore, T> question)
    {
        try
        {
            return question(facts.Store);
        }
        catch (FactsException e)
        {
            if (e.Fault == FactsFault.Unusable) Unusable(log, e.Message);
            throw new RefusedException(e.Fault switch
            {
                FactsFault.Missing => Problem.NoFacts,
                FactsFault.Unusable => Problem.FactsUnusable,
                _ => Problem.BadOption(e.Message),
            });
        }
    }

    /// <summary>Opens the facts, so that the first who asks need not wait for it; where there are none, who asks is told.</summary>
    public void WarmUp()
    {
        try
        {
            Ask(store => store.Suggest("a4"));
        }
        catch (RefusedException)
        {
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Unusable(ILogger log, string message);
}
