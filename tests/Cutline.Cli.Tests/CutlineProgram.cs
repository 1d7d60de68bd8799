using System.Diagnostics;

namespace Cutline.Cli.Tests;

/// <summary>The real program, as built beside these tests, in a process of its own.</summary>
internal static class CutlineProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>artifacts/bin/Cutline.Cli/release, seen from artifacts/bin/Cutline.Cli.Tests/release.</summary>
    public static string Folder { get; } = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cutline.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    /// <summary>Runs a command to its end, on one core: work as small as a test's only waits for others.</summary>
    public static Finished Run(params string[] arguments) => End(Start(arguments, cores: 1));

    /// <summary>Starts a command. Whatever started the tests, it can be interrupted.</summary>
    /// <param name="folder">Where it runs; null for where the tests do.</param>
    /// <param name="program">The folder of the program; null for <see cref="Folder"/>.</param>
    /// <param name="variables">Environment variables, each as <c>NAME=value</c>.</param>
    public static Process Start(
        string[] arguments, int cores = 2, string? folder = null, string? program = null, params string[] variables)
    {
        var library = Path.Combine(program ?? Folder, "cutline.dll");
        Assert.True(File.Exists(library), $"{library} is not built");
        // Work as small as a test's is done before its loops would be worth compiling well.
        string[] environment = [$"DOTNET_PROCESSOR_COUNT={cores}", "OMP_WAIT_POLICY=PASSIVE", "DOTNET_TC_QuickJitForLoops=1", .. variables];
        return Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", .. environment, Dotnet(), library, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "",
        })!;
    }

    public static Finished End(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                Assert.Fail($"the program has not ended after {Patience.TotalSeconds} s:\n{output.Result}\n{errors.Result}");
            }

            return new(process.ExitCode, output.Result, errors.Result);
        }
    }

    /// <summary>Sends a signal, such as INT.</summary>
    public static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -s {signal} {process.Id}"]); // a minimal system has no kill of its own
        kill.WaitForExit();
    }

    public static string Dotnet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
