using System.Text.RegularExpressions;

namespace Cutline.Torch.Tests.MalformedCalls;

/// <summary>One argument of an operator as its schema has it: a plain type such as <c>Tensor</c>, <c>int[]</c> or <c>ScalarType</c>.</summary>
internal sealed partial record SchemaArgument(string Type, bool Optional, bool Required)
{
    /// <summary>Reads <c>aten::conv2d(Tensor input, …, int[2] stride=[1, 1], *, Tensor(a!)? out=None) -> Tensor</c>.</summary>
    internal static SchemaArgument[] Of(Operator op)
    {
        var schema = op.Schema;
        var text = schema[(schema.IndexOf('(', StringComparison.Ordinal) + 1)..schema.LastIndexOf(") -> ", StringComparison.Ordinal)];
        return [.. Separator().Split(text).Where(a => a is not ("" or "*")).Select(Read)];
    }

    private static SchemaArgument Read(string text)
    {
        var match = Shape().Match(text);
        Assert.True(match.Success, $"not understood: {text}");
        var type = (match.Groups["type"].Value == "SymInt" ? "int" : match.Groups["type"].Value) + (match.Groups["list"].Success ? "[]" : "");
        return new SchemaArgument(type, match.Groups["optional"].Success, !match.Groups["default"].Success);
    }

    // A comma that is not within brackets.
    [GeneratedRegex(@",\s*(?![^\[\(]*[\]\)])")] private static partial Regex Separator();

    // Type, alias annotation, list of a length, optional, name, default.
    [GeneratedRegex(@"^(?<type>\w+)(\([^)]*\))?\??(?<list>\[\d*\])?(?<optional>\?)?\s+\w+(?<default>=.*)?$")] private static partial Regex Shape();
}
