using System.Diagnostics;

namespace Cutline.Cli.Tests;

/// <summary>The real program, as built beside these tests, in a process of its own.</summary>
internal static class CutlineProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>artifacts/bin/Cutline.Cli/release/cutline.dll, seen from artifacts/bin/Cutline.Cli.Tests/release.</summary>
    private static readonly string Library = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cutline.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        "cutline.dll");

    /// <summary>Runs a command to its end, on one core: work as small as a test's only waits for others.</summary>
    public static Finished Run(params string[] arguments) => End(Start(arguments, cores: 1));

    /// <summary>Starts a command. Whatever started the tests, it can be interrupted.</summary>
    /// <param name="variables">Environment variables, each as <c>NAME=value</c>.</param>
    public static Process Start(string[] arguments, int cores = 2, string? folder = null, params string[] variables)
    {
        Assert.True(File.Exists(Library), $"{Library} is not built");
        string[] environment = [$"DOTNET_PROCESSOR_COUNT={cores}", "OMP_WAIT_POLICY=PASSIVE", .. variables];
        return Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", .. environment, Dotnet(), Library, .. arguments])
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

    private static string Dotnet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
