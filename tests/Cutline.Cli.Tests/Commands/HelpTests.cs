namespace Cutline.Cli.Tests.Commands;

public sealed class HelpTests
{
    /// <summary>Every command, found as a newcomer finds it: from help to help.</summary>
    public static TheoryData<string> Commands => [.. Below("")];

    [Fact]
    public void Every_command_of_the_product_is_there() =>
        Assert.Equal(
            [
                "bench", "bench augment", "bench epoch", "bench infer", "bench step", "completion", "config", "config list",
                "config schema", "config show", "cut", "evaluate", "export", "facts", "facts bench", "facts find", "facts import",
                "facts vin", "inspect", "inspect checkpoint", "inspect data", "inspect model", "label", "models", "predict", "runs",
                "serve", "train", "weights",
            ],
            Below("").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_explains_the_command_with_examples_that_parse(string command)
    {
        var help = Help(command).Well().Out;

        Assert.Contains($"  cutline {command} ", help, StringComparison.Ordinal);
        var examples = help.Split('\n').Select(l => l.Trim())
            .Where(l => l.StartsWith($"cutline {command} ", StringComparison.Ordinal) && !l.Contains('[', StringComparison.Ordinal))
            .ToArray();
        Assert.True(examples.Length > 0, $"no example in\n{help}");
        foreach (var example in examples)
        {
            var words = example.Split('<', '>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(w => w.Trim('\''));
            Assert.Empty(CommandLine.Root().Parse([.. words]).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_is_described(string command)
    {
        foreach (var line in Help(command).Out.Split("Options:")[^1].Split('\n').Where(l => l.StartsWith("  -", StringComparison.Ordinal)))
            Assert.Matches(@"^  -\S.*\S  +\S", line);
    }

    /// <summary>Help gives names and values half of the width, and cuts what is longer within its words.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Names_and_values_fit_into_80_columns(string command)
    {
        foreach (var line in Help(command).Out.Split("Options:")[^1].Split('\n').Where(l => l.StartsWith("  -", StringComparison.Ordinal)))
            Assert.InRange(line.TrimStart().Split("  ")[0].Length, 1, 38);
    }

    [Fact]
    public void Many_values_are_listed_in_the_description_before_the_default() => Assert.Matches(
        @"--schedule <name> +learning rate schedule: constant, cosine, one-cycle, plateau, poly, step \[constant\]", Help("train").Out);

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_two_options_of_a_command_have_one_name(string command)
    {
        var options = CommandLine.Root().Parse(command).CommandResult.Command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)).ToArray();
        Assert.Equal(options.Distinct(), options);
    }

    [Fact]
    public void Alone_it_shows_help() => Assert.Equal(InProcess.Run("--help"), InProcess.Run());

    [Fact]
    public void Alone_it_lists_the_commands_without_their_examples()
    {
        var help = InProcess.Run("--help").Well().Out;

        Assert.Matches("(?m)^  cut <INPUT> +Cuts the car out of photos", help);
        Assert.DoesNotContain("Examples:", help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_a_number() => Assert.Matches(@"^\d+\.\d+\.\d+\s*$", InProcess.Run("--version").Well().Out);

    private static IEnumerable<string> Below(string command)
    {
        var listed = Help(command).Out.Split("\nCommands:\n");
        if (listed.Length < 2) return command == "" ? [] : [command];
        var names = listed[1].Split('\n').Where(l => l.Length > 2 && l.StartsWith("  ", StringComparison.Ordinal) && l[2] != ' ')
            .Select(l => l.Trim().Split(' ')[0]);
        var below = names.SelectMany(n => Below($"{command} {n}".Trim()));
        return command == "" ? below : below.Prepend(command);
    }

    private static Finished Help(string command) => InProcess.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
}
