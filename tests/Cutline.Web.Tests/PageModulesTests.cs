using System.Diagnostics;
using System.Text.RegularExpressions;
using Cutline.Studio.Options;

namespace Cutline.Web.Tests;

/// <summary>
/// The page's modules under TypeScript's checker and ESLint, of the versions that tests/page pins. They are installed into .build once.
/// </summary>
public sealed class PageModulesTests(PageModulesTests.Tools tools) : IClassFixture<PageModulesTests.Tools>
{
    [NodeFact]
    public async Task Types_are_right() =>
        await tools.RunAsync(tools.Sources, "node_modules/.bin/tsc", "--project", Path.Combine(tools.Sources, "tsconfig.json"));

    [NodeFact]
    public async Task Style_is_kept() =>
        await tools.RunAsync(
            tools.Modules, "node_modules/.bin/eslint",
            "--max-warnings", "0", "--config", Path.Combine(tools.Installed, "eslint.config.js"), ".");

    /// <summary>What the page offers to choose is what the API understands, and nothing that lies beyond an option's range.</summary>
    [Fact]
    public void Choices_of_the_page_are_those_of_the_options()
    {
        var page = File.ReadAllText(RepositoryPaths.Find("src/Cutline.Web/Pages/index.html"));
        foreach (var name in (string[])["fit", "format", "metadata"])
        {
            var offered = Regex.Matches(page, $"name=\"{name}\" value=\"([^\"]*)\"").Select(m => m.Groups[1].Value);
            Assert.Equal(CutOptionTable.Find(name)!.Choices.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>The tools as npm installs them from the lock file.</summary>
    public sealed class Tools : IAsyncLifetime
    {
        private static readonly string[] Files = ["package.json", "package-lock.json", "eslint.config.js"];

        public string Sources { get; } = RepositoryPaths.Find("tests/page");

        public string Modules { get; } = RepositoryPaths.Find("src/Cutline.Web/Pages/modules");

        public string Installed => Path.Combine(Path.GetDirectoryName(RepositoryPaths.Find("Cutline.slnx"))!, ".build", "page");

        public async Task InitializeAsync()
        {
            if (NodeFactAttribute.Npm is null) return;
            var lockFile = Path.Combine(Installed, "package-lock.json");
            var stamp = Path.Combine(Installed, "installed");
            var isInstalled = File.Exists(stamp)
                && File.ReadAllText(stamp) == await File.ReadAllTextAsync(Path.Combine(Sources, "package-lock.json"));
            Directory.CreateDirectory(Installed);
            foreach (var file in Files) File.Copy(Path.Combine(Sources, file), Path.Combine(Installed, file), overwrite: true);
            if (isInstalled) return;
            File.Delete(stamp);
            await RunAsync(Installed, NodeFactAttribute.Npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            File.Copy(lockFile, stamp);
        }

        public Task DisposeAsync() => Task.CompletedTask;

        /// <summary>Runs a program, whose path may be relative to the installation; its output is the message of a failure.</summary>
        public async Task RunAsync(string folder, string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(Path.Combine(Installed, program), arguments)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, string.Concat(output));
        }
    }
}
