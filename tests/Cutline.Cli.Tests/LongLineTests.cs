using Cutline.Cli.Output;
using Spectre.Console;

namespace Cutline.Cli.Tests;

public sealed class LongLineTests
{
    private const string Text = "car.onnx: for research and non-commercial use. Trained on: 262 cars at 512×342, and more";

    [Fact]
    public void On_a_terminal_lines_break_between_words()
    {
        using var written = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written) });
        terminal.Profile.Width = 30;

        LongLine.Write(terminal, Text);

        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 3, 5);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 30));
        Assert.Equal(Text.Split(' '), string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
