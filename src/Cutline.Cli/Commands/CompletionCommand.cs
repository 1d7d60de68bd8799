using System.CommandLine;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline completion</c>: a script by which a shell completes commands, options, values and file names.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    internal static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh (PowerShell)" };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command("completion", """
            Prints a script by which a shell completes commands, options, their values and file names.
            What it completes comes from the program itself, so that the script need not be made anew.

            Examples:
              cutline completion bash > ~/.local/share/bash-completion/completions/cutline
              cutline completion zsh > ~/.zfunc/_cutline
              cutline completion fish > ~/.config/fish/completions/cutline.fish
            """) { shell };
        command.SetAction(parsed =>
        {
            using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"{parsed.GetValue(shell)}.completion")!;
            using var reader = new StreamReader(stream);
            Console.Write(reader.ReadToEnd());
        });
        return command;
    }
}
