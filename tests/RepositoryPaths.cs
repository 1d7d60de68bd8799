namespace Cutline.Tests;

/// <summary>What lies above the folder that the tests were built into. Compiled into every test project.</summary>
internal static class RepositoryPaths
{
    /// <summary>The nearest folder or file of this relative path; null where there is none.</summary>
    internal static string? TryFind(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var found = Path.Combine(at.FullName, path);
            if (Path.Exists(found)) return found;
        }

        return null;
    }

    /// <exception cref="FileNotFoundException">There is none.</exception>
    internal static string Find(string path) => TryFind(path) ?? throw new FileNotFoundException($"{path} is not above the tests");
}
