using Cutline.Listings.Vins;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>What is known of cars, from the facts that were imported; nothing is asked of anyone.</summary>
internal static class FactEndpoints
{
    private const int MostSuggestions = 30;

    public static void MapFacts(this IEndpointRouteBuilder app)
    {
        var facts = app.MapGroup("/api/facts").WithTags("Facts");
        facts.MapGet("/", About).WithName("ShowFacts").WithSummary("Which facts there are").Refuses(401, 404, 429, 503);
        facts.MapGet("/makes", Makes).WithName("ListMakes").WithSummary("All makes, or those of a model year").Refuses(400, 401, 404, 429, 503);
        facts.MapGet("/models", Models).WithName("ListModels").WithSummary("A make's models, all or those of a model year").Refuses(400, 401, 404, 429, 503);
        facts.MapGet("/years", Years).WithName("ListYears").WithSummary("The model years of a make, or of a model, newest first").Refuses(400, 401, 404, 429, 503);
        facts.MapGet("/suggest", Suggest).WithName("SuggestCars").WithSummary("What may be meant by what is typed so far, even with mistakes in it").Refuses(400, 401, 404, 429, 503);
        facts.MapGet("/cars", Find).WithName("FindCars").WithSummary("The cars that are meant, and what tells them apart").WithDescription("By 'q' as it is typed, or by make, model and year. At most 30 are named.").Refuses(400, 401, 404, 429, 503);
        facts.MapGet("/cars/{id:int}", Show).WithName("ShowCar").WithSummary("All that is known of a car, each fact with its source").Refuses(401, 404, 429, 503);
        facts.MapGet("/vin/{vin}", Read).WithName("ReadVin").WithSummary("What a vehicle identification number says, and how certain it is").WithDescription("The number stays on this machine.").Refuses(400, 401, 429);
    }

    private static Ok<FactsAbout> About(FactsDesk desk) => TypedResults.Ok(desk.Ask(f => new FactsAbout(f.File, f.Date, f.Count, f.Makes.Count, [f.Span.First, f.Span.Last])));

    private static Ok<IReadOnlyList<string>> Makes(FactsDesk desk, int? year) => TypedResults.Ok(desk.Ask(f => year is { } one ? f.MakesOf(one) : f.Makes));

    private static Ok<IReadOnlyList<string>> Models(FactsDesk desk, string? make, int? year) => TypedResults.Ok(desk.Ask(f => f.Models(Needed(make, "make"), year)));

    private static Ok<IReadOnlyList<int>> Years(FactsDesk desk, string? make, string? model) => TypedResults.Ok(desk.Ask(f => f.Years(Needed(make, "make"), model)));

    private static Ok<SuggestionJson[]> Suggest(FactsDesk desk, string? q, int most = 8)
    {
        if (most is < 1 or > MostSuggestions) throw new RefusedException(Problem.BadOption($"most is {most}: use 1 to {MostSuggestions}"));
        if (string.IsNullOrWhiteSpace(q)) return TypedResults.Ok(Array.Empty<SuggestionJson>());
        return TypedResults.Ok(desk.Ask(f => f.SuggestMakes(q).Select(SuggestionJson.OfMake).Concat(f.Suggest(q, most).Select(SuggestionJson.Of)).Take(most).ToArray()));
    }

    private static Ok<CarsFound> Find(FactsDesk desk, string? q, string? make, string? model, int? year) => TypedResults.Ok(desk.Ask(f =>
        CarsFound.Of(string.IsNullOrWhiteSpace(q) ? f.Cars(Needed(make, "make"), Needed(model, "model"), year) : f.Find(q))));

    private static Ok<CarJson> Show(FactsDesk desk, int id) => TypedResults.Ok(desk.Ask(f => f.Row(id) is { } car
        ? new CarJson(car.Id, $"{car.Year} {car.Make} {car.Model}", car.Year, car.Make, car.Model, [.. f.FactsOf(car).Select(FactJson.Of)])
        : throw new RefusedException(Problem.NotFound($"there is no car {id} in the facts: find cars with /api/facts/cars"))));

    private static Ok<VinJson> Read(string vin)
    {
        try
        {
            return TypedResults.Ok(VinJson.Of(Vin.Parse(vin)));
        }
        catch (VinException e)
        {
            throw new RefusedException(Problem.BadVin(e.Message, e.Suggestion));
        }
    }

    private static string Needed(string? value, string name) => string.IsNullOrWhiteSpace(value) ? throw new RefusedException(Problem.BadOption($"{name} is missing: give it, such as ?{name}=…")) : value;
}
