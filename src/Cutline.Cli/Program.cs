using System.Runtime.CompilerServices;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging.Decoding;
using Spectre.Console;

namespace Cutline.Cli;

/// <summary>The program: the command line, or a process that decodes pictures for one.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => DecoderProcess.RunIfAsked(args) ? Task.FromResult(0) : RunAsync(args);

    /// <summary>Apart from Main, so that a decoder loads nothing of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(string[] args)
    {
        try
        {
            // a file has no width to break lines at: names stay whole, to be searched for
            if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
            if (args is ["serve", ..] && args.Contains(ServeOptionSet.JsonLogs)) JsonLines.Start();
            return await CommandLine.RunAsync(args);
        }
        catch (Exception e) when (Starvation.Of(e) is { } line)
        {
            try
            {
                Console.Error.WriteLine($"cutline: {line}");
            }
            catch (Exception other) when (Starvation.Of(other) is not null)
            {
                // even the console cannot be loaded
            }

            return 1;
        }
    }
}
