using Cutline.Listings.Vins;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of the imported car facts. They send no requests to other services.</summary>
internal static class FactEndpoints
{
    private const int MostSuggestions = 30;

    public static void MapFacts(this IEndpointRouteBuilder app)
    {
        var facts = app.MapGroup("/api/facts").WithTags("Facts");
        facts.MapGet("/", Summary).WithName("ShowFacts").WithSummary("A summary of the imported facts").Refuses(401, 404, 429, 503);
        facts.MapGet("/makes", Makes).Refuses(400, 401, 404, 429, 503)
            .WithName("ListMakes").WithSummary("All makes, or the makes of a model year");
        facts.MapGet("/models", Models).Refuses(400, 401, 404, 429, 503)
            .WithName("ListModels").WithSummary("The models of a make, all or of a model year");
        facts.MapGet("/years", Years).Refuses(400, 401, 404, 429, 503)
            .WithName("ListYears").WithSummary("The model years of a make, or of a model, newest first");
        facts.MapGet("/suggest", Suggest).Refuses(400, 401, 404, 429, 503)
            .WithName("SuggestCars").WithSummary("Suggestions for a search text, which may contain typing errors");
        facts.MapGet("/cars", Find).Refuses(400, 401, 404, 429, 503)
            .WithName("FindCars").WithSummary("Finds cars, and the facts that distinguish them")
            .WithDescription("By the search text 'q', or by make, model and year. At most 30 cars are returned.");
        facts.MapGet("/cars/{id:int}", Show).Refuses(401, 404, 429, 503)
            .WithName("ShowCar").WithSummary("All facts of a car, each with its source");
        facts.MapGet("/vin/{vin}", Read).Refuses(400, 401, 429)
            .WithName("ReadVin").WithSummary("Decodes a vehicle identification number, with the certainty of each part")
            .WithDescription("The number is not sent to other services.");
    }

    private static Ok<FactsSummary> Summary(FactsService facts) =>
        TypedResults.Ok(facts.Ask(f => new FactsSummary(f.File, f.Date, f.Count, f.Makes.Count, [f.YearRange.First, f.YearRange.Last])));

    private static Ok<IReadOnlyList<string>> Makes(FactsService facts, int? year) =>
        TypedResults.Ok(facts.Ask(f => year is { } one ? f.MakesIn(one) : f.Makes));

    private static Ok<IReadOnlyList<string>> Models(FactsService facts, string? make, int? year) =>
        TypedResults.Ok(facts.Ask(f => f.Models(Needed(make, "make"), year)));

    private static Ok<IReadOnlyList<int>> Years(FactsService facts, string? make, string? model) =>
        TypedResults.Ok(facts.Ask(f => f.Years(Needed(make, "make"), model)));

    private static Ok<SuggestionJson[]> Suggest(FactsService facts, string? q, int most = 8)
    {
        if (most is < 1 or > MostSuggestions) throw new ProblemException(Problem.BadOption($"most is {most}: use 1 to {MostSuggestions}"));
        if (string.IsNullOrWhiteSpace(q)) return TypedResults.Ok(Array.Empty<SuggestionJson>());
        return TypedResults.Ok(facts.Ask(f =>
            f.SuggestMakes(q).Select(SuggestionJson.OfMake).Concat(f.Suggest(q, most).Select(SuggestionJson.Of)).Take(most).ToArray()));
    }

    private static Ok<CarSearchResult> Find(FactsService facts, string? q, string? make, string? model, int? year) =>
        TypedResults.Ok(facts.Ask(f =>
        CarSearchResult.Of(string.IsNullOrWhiteSpace(q) ? f.Cars(Needed(make, "make"), Needed(model, "model"), year) : f.Find(q))));

    private static Ok<CarJson> Show(FactsService facts, int id) => TypedResults.Ok(facts.Ask(f => f.Row(id) is { } car
        ? new CarJson(car.Id, $"{car.Year} {car.Make} {car.Model}", car.Year, car.Make, car.Model, [.. f.FactsOf(car).Select(FactJson.Of)])
        : throw new ProblemException(Problem.NotFound($"there is no car {id} in the facts: find cars with /api/facts/cars"))));

    private static Ok<VinJson> Read(string vin)
    {
        try
        {
            return TypedResults.Ok(VinJson.Of(Vin.Parse(vin)));
        }
        catch (VinException e)
        {
            throw new ProblemException(Problem.BadVin(e.Message, e.Suggestion));
        }
    }

    private static string Needed(string? value, string name) =>
        string.IsNullOrWhiteSpace(value)
            ? throw new ProblemException(Problem.BadOption($"{name} is missing: give it, such as ?{name}=…"))
            : value;
}
