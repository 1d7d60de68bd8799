namespace Cutline.Listings.Facts;

/// <summary>Finds models for a query. Each distinct word of all models is compared once, not once for each model.</summary>
internal sealed class CarSearch
{
    /// <summary>Common short names of makes, normalized.</summary>
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["vw"] = "volkswagen", ["chevy"] = "chevrolet", ["mercedes"] = "mercedesbenz", ["merc"] = "mercedesbenz", ["benz"] = "mercedesbenz",
    };

    /// <summary>One typing error is allowed for this number of letters.</summary>
    private const int LettersPerError = 3;

    /// <summary>The costs of a typing error and of another model year; an unfinished word costs 1.</summary>
    private const int ErrorCost = 10, OtherYearCost = 20;

    /// <summary>The cost of a word that does not match; several of them can be added without overflow.</summary>
    private const int NoMatch = 1 << 20;

    private readonly FactStore store;
    private readonly CarModel[] models;
    private readonly string[] words;
    private readonly int[][] wordsOfModels;

    internal CarSearch(FactStore store, CarModel[] models)
    {
        (this.store, this.models) = (store, models);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var baseModels = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        wordsOfModels = Array.ConvertAll(models, m => m.Words.Concat(BaseModelWords(m)).Select(Number).Distinct().ToArray());
        words = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];

        IReadOnlyList<string> BaseModelWords(CarModel model)
        {
            var name = store.BaseModelAt(model.FirstRow);
            if (!baseModels.TryGetValue(name, out var known)) baseModels[name] = known = SearchText.Words(name);
            return known;
        }

        int Number(string word)
        {
            if (!numbers.TryGetValue(word, out var number)) numbers[word] = number = numbers.Count;
            return number;
        }
    }

    /// <summary>
    /// The rows of all models that have every word of the query; those of a model that the query names exactly come first.
    /// </summary>
    internal IReadOnlyList<Vehicle> Find(CarQuery query)
    {
        var typed = Typed(query);
        if (typed.Length == 0) return [];
        var joined = string.Concat(typed);
        var found = Matches(typed, (a, b) => a == b ? 0 : NoMatch).Select(m => m.Model).Union(models.Where(m => m.HasRun(joined)));
        return
        [
            .. found.OrderBy(m => m.IsNamed(joined) ? 0 : 1).SelectMany(FactStore.Rows)
                .Where(row => query.Year is null || store.YearAt(row) == query.Year).Select(store.At),
        ];
    }

    /// <summary>The models nearest to a query, best first; words may be unfinished or have typing errors.</summary>
    internal IReadOnlyList<Suggestion> Suggest(CarQuery query, int count)
    {
        var typed = Typed(query);
        if (typed.Length == 0) return [];
        var joined = string.Concat(typed);
        var runs = models.Where(m => m.HasRun(joined)).Select(m => (Model: m, Cost: 0));
        var suggestions =
            from m in runs.Concat(Matches(typed, Cost)).DistinctBy(m => m.Model)
            let first = store.YearAt(m.Model.FirstRow)
            let last = store.YearAt(m.Model.FirstRow + m.Model.RowCount - 1)
            let inYear = query.Year is { } year && FactStore.Rows(m.Model).Any(row => store.YearAt(row) == year)
            orderby m.Cost + (query.Year is null || inYear ? 0 : OtherYearCost), m.Model.IsNamed(joined) ? 0 : 1, last descending,
                m.Model.NormalizedModel.Length, m.Model.NormalizedModel
            select new Suggestion(m.Model.Make, m.Model.Model, first, last, inYear ? query.Year : null);
        return [.. suggestions.Take(count)];
    }

    private static string[] Typed(CarQuery query) =>
        [.. SearchText.Words(query.Text).Select(w => Aliases.GetValueOrDefault(w, w)).Distinct()];

    private static int Cost(string typed, string word)
    {
        if (typed == word) return 0;
        if (word.StartsWith(typed, StringComparison.Ordinal)) return 1;
        var allowed = Math.Min(typed.Length, EditDistance.MaxLength) / LettersPerError;
        if (allowed == 0) return NoMatch;
        var errors = EditDistance.Between(typed, word, prefix: true, allowed);
        return errors <= allowed ? ErrorCost * errors + 1 : NoMatch;
    }

    /// <summary>
    /// The models that have a separate word for each typed word, with the sum of the costs. Longer words choose first, so that the "a" of
    /// "audi a" does not match the make a second time.
    /// </summary>
    private IEnumerable<(CarModel Model, int Cost)> Matches(string[] typed, Func<string, string, int> cost)
    {
        var costs = typed.OrderByDescending(t => t.Length).Select(t => Array.ConvertAll(words, w => cost(t, w))).ToArray();
        var taken = new int[costs.Length];
        for (var i = 0; i < models.Length; i++)
        {
            var sum = 0;
            for (var t = 0; t < costs.Length && sum < NoMatch; t++)
            {
                var least = NoMatch;
                foreach (var word in wordsOfModels[i])
                    if (costs[t][word] < least && Array.IndexOf(taken, word, 0, t) < 0) (least, taken[t]) = (costs[t][word], word);
                sum += least;
            }

            if (sum < NoMatch) yield return (models[i], sum);
        }
    }
}
