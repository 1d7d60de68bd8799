using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutline.Cli.Tests;

/// <summary>What a program that has ended left.</summary>
internal sealed partial record Finished(int Code, string Out, string Errors)
{
    /// <summary>The last line of standard output, as <c>--json</c> promises it.</summary>
    public JsonObject Json => JsonNode.Parse(Out.TrimEnd('\n').Split('\n')[^1])!.AsObject();

    /// <summary>Standard error without what runs say of their device, model and progress.</summary>
    public string[] Complaints => [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !Talk().IsMatch(l))];

    /// <summary>It went well.</summary>
    public Finished Well()
    {
        Assert.True(Code == 0, $"exit code {Code}\n{Out}\n{Errors}");
        return this;
    }

    /// <summary>It failed with one line that holds all of this, and no stack trace.</summary>
    public void Badly(int code, params string[] named)
    {
        Assert.True(Code == code, $"exit code {Code}, not {code}\n{Out}\n{Errors}");
        var line = Assert.Single(Complaints, l => !l.StartsWith("Try: ", StringComparison.Ordinal));
        Assert.StartsWith("cutline: ", line, StringComparison.Ordinal);
        Assert.All(named, n => Assert.Contains(n, line, StringComparison.Ordinal));
    }

    [GeneratedRegex("^(device |model |[a-z ]+: [0-9]+ of [0-9]+( · |$))")]
    private static partial Regex Talk();
}
