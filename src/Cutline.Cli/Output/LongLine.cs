using Spectre.Console;

namespace Cutline.Cli.Output;

/// <summary>Lines that may be long: on a terminal broken between words at its width, in a file whole, to be searched for.</summary>
internal static class LongLine
{
    internal static void Write(string text)
    {
        if (Console.IsOutputRedirected) Console.WriteLine(text);
        else Write(Terminal(Console.Out), text);
    }

    internal static void WriteError(string text)
    {
        if (Console.IsErrorRedirected) Console.Error.WriteLine(text);
        else Write(Terminal(Console.Error), text);
    }

    internal static void Write(IAnsiConsole terminal, string text) => terminal.Write(new Text(text + "\n"));

    private static IAnsiConsole Terminal(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
