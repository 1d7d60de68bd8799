namespace Cutline.Listings.Facts;

/// <summary>Finds models by what is typed. Each different word of all models is compared once, not once for each model.</summary>
internal sealed class CarSearch
{
    /// <summary>What people call makes.</summary>
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["vw"] = "volkswagen", ["chevy"] = "chevrolet", ["mercedes"] = "mercedesbenz", ["merc"] = "mercedesbenz", ["benz"] = "mercedesbenz",
    };

    /// <summary>A mistake is allowed for so many letters.</summary>
    private const int LettersForEachMistake = 3;

    /// <summary>What a mistake costs beside a word that is only begun, and a car that is not of the year.</summary>
    private const int MistakeCost = 10, OtherYearCost = 20;

    /// <summary>The cost of what is not meant; several of them may be summed.</summary>
    private const int Far = 1 << 20;

    private readonly FactStore store;
    private readonly CarModel[] models;
    private readonly string[] words;
    private readonly int[][] wordsOf;

    internal CarSearch(FactStore store, CarModel[] models)
    {
        (this.store, this.models) = (store, models);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var bases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        wordsOf = Array.ConvertAll(models, m => m.Known.Concat(Base(m)).Select(Number).Distinct().ToArray());
        words = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];

        IReadOnlyList<string> Base(CarModel model)
        {
            var name = store.BaseModelAt(model.First);
            if (!bases.TryGetValue(name, out var known)) bases[name] = known = Words.In(name);
            return known;
        }

        int Number(string word)
        {
            if (!numbers.TryGetValue(word, out var number)) numbers[word] = number = numbers.Count;
            return number;
        }
    }

    /// <summary>Rows of the models that have all words typed; those of a model that is exactly what is typed come first.</summary>
    internal IReadOnlyList<Vehicle> Find(CarQuery query)
    {
        var typed = Typed(query);
        if (typed.Length == 0) return [];
        var joined = string.Concat(typed);
        var found = Scored(typed, (a, b) => a == b ? 0 : Far).Select(m => m.Model).Union(models.Where(m => m.HasRun(joined)));
        return
        [
            .. found.OrderBy(m => m.Is(joined) ? 0 : 1).SelectMany(FactStore.Rows)
                .Where(row => query.Year is null || store.YearAt(row) == query.Year).Select(store.At),
        ];
    }

    /// <summary>Models by how far what is typed is from them; words may be unfinished.</summary>
    internal IReadOnlyList<Suggestion> Suggest(CarQuery query, int most)
    {
        var typed = Typed(query);
        if (typed.Length == 0) return [];
        var joined = string.Concat(typed);
        var runs = models.Where(m => m.HasRun(joined)).Select(m => (Model: m, Cost: 0));
        var suggestions =
            from m in runs.Concat(Scored(typed, Cost)).DistinctBy(m => m.Model)
            let first = store.YearAt(m.Model.First)
            let last = store.YearAt(m.Model.First + m.Model.Rows - 1)
            let inYear = query.Year is { } year && FactStore.Rows(m.Model).Any(row => store.YearAt(row) == year)
            orderby m.Cost + (query.Year is null || inYear ? 0 : OtherYearCost), m.Model.Is(joined) ? 0 : 1, last descending, m.Model.Joined.Length, m.Model.Joined
            select new Suggestion(m.Model.Make, m.Model.Model, first, last, inYear ? query.Year : null);
        return [.. suggestions.Take(most)];
    }

    private static string[] Typed(CarQuery query) => [.. Words.In(query.Text).Select(w => Aliases.GetValueOrDefault(w, w)).Distinct()];

    private static int Cost(string typed, string word)
    {
        if (typed == word) return 0;
        if (word.StartsWith(typed, StringComparison.Ordinal)) return 1;
        var allowed = Math.Min(typed.Length, EditDistance.Longest) / LettersForEachMistake;
        if (allowed == 0) return Far;
        var mistakes = EditDistance.Between(typed, word, prefix: true, allowed);
        return mistakes <= allowed ? MistakeCost * mistakes + 1 : Far;
    }

    /// <summary>The models that have a word of their own for each word typed, with the sum of the costs; longer words choose first, so that "a" behind "audi" is not the make once more.</summary>
    private IEnumerable<(CarModel Model, int Cost)> Scored(string[] typed, Func<string, string, int> cost)
    {
        var costs = typed.OrderByDescending(t => t.Length).Select(t => Array.ConvertAll(words, w => cost(t, w))).ToArray();
        var taken = new int[costs.Length];
        for (var i = 0; i < models.Length; i++)
        {
            var sum = 0;
            for (var t = 0; t < costs.Length && sum < Far; t++)
            {
                var least = Far;
                foreach (var word in wordsOf[i])
                    if (costs[t][word] < least && Array.IndexOf(taken, word, 0, t) < 0) (least, taken[t]) = (costs[t][word], word);
                sum += least;
            }

            if (sum < Far) yield return (models[i], sum);
        }
    }
}
