using Spectre.Console;

namespace Cutline.Cli.Tests;

/// <summary>The command line within this process: for what ends before any work begins.</summary>
internal static class InProcess
{
    private static readonly Lock Gate = new();

    public static Finished Run(params string[] arguments)
    {
        lock (Gate)
        {
            var (output, errors) = (Console.Out, Console.Error);
            using var said = new StringWriter();
            using var complained = new StringWriter();
            Console.SetOut(said);
            Console.SetError(complained);
            // it keeps the writer that it first met
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(said) });
            try
            {
                return new(CommandLine.RunAsync(arguments).GetAwaiter().GetResult(), said.ToString(), complained.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }
        }
    }
}
