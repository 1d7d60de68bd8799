namespace Cutline.Cli.Configuration;

/// <summary>
/// The options of trainings that this project's results were made with, by name. Each begins with a line that says what it is.
/// </summary>
internal static class Recipes
{
    private const string Ending = ".recipe.yaml";

    /// <summary>Their names, in ordinal order.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Recipes).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a recipe.</summary>
    internal static string Text(string name)
    {
        using var stream = typeof(Recipes).Assembly.GetManifestResourceStream(name + Ending)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a recipe is, in one line.</summary>
    internal static string Summary(string name) => Text(name).Split('\n')[0].TrimStart('#', ' ');
}
