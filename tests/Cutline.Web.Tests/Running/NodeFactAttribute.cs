namespace Cutline.Web.Tests.Running;

/// <summary>A test that needs Node.js 20 or later with npm: skipped where there is none.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() =>
        Skip = Npm is null ? "there is no Node.js with npm here: install it from https://nodejs.org, version 20 or later" : null;

    /// <summary>Where npm is; null where there is none.</summary>
    public static string? Npm { get; } = Environment.GetEnvironmentVariable("PATH")?.Split(':')
        .Select(folder => Path.Combine(folder, "npm")).FirstOrDefault(File.Exists);
}
