namespace Cutline.Cli.Tests.Architecture;

internal static class Rule
{
    /// <summary>Nothing offends; otherwise all that does is named.</summary>
    public static void None(IEnumerable<object> offenders)
    {
        var names = offenders.Select(o => $"  {o}").ToArray();
        Assert.True(names.Length == 0, $"{names.Length} break the rule:\n{string.Join('\n', names)}");
    }
}
