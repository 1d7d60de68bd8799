using System.Text;

namespace Cutline.Torch.Tests.MalformedCalls;

/// <summary>
/// Every operator that Cutline uses is called with what it was not made for, always in the same way: it answers or throws, and nothing stays
/// behind. Should it crash the process after all, the call stands in cutline-malformed-call.txt of the system's temporary folder.
/// </summary>
[Collection("live tensors")]
public sealed class MalformedCallTests
{
    private const int Calls = 30_000, Seed = 20260101, MostElementsForBackward = 100_000;

    private static readonly string LastCall = Path.Combine(Path.GetTempPath(), "cutline-malformed-call.txt");

    [Fact]
    public void Malformed_calls_are_answered_or_refused()
    {
        var operators = EveryOperator.All.Select(op => (op, SchemaArgument.Of(op))).ToArray();
        Assert.InRange(operators.Length, 70, 500);
        LibTorch.SetSeed(1);
        var random = new Random(Seed);
        var nasty = new NastyValues(random);
        var (live, answered, refused) = (Tensor.LiveCount, 0, 0);
        using (var last = new FileStream(LastCall, FileMode.Create))
        {
            for (var call = 0; call < Calls; call++)
            {
                using var scope = new TensorScope();
                var (op, schema) = operators[call % operators.Length];
                var arguments = Arguments(schema, nasty, random);
                last.SetLength(0);
                last.Write(Encoding.UTF8.GetBytes($"call {call}: {op.Schema}\n{string.Join('\n', arguments)}\n"));
                last.Flush();
                try
                {
                    var results = op.Tensors(arguments);
                    if (results is [{ RequiresGrad: true, ElementCount: < MostElementsForBackward } result]) result.Sum().Backward();
                    answered++;
                }
                catch (TorchException e)
                {
                    refused++;
                    Assert.Contains(e.Operator, (string[])[op.Name, "sum", "backward"]);
                    Assert.False(e.Message.Contains('\n', StringComparison.Ordinal), $"more than one line: {e.Message}");
                }
            }
        }

        Assert.InRange(answered, Calls / 10, Calls);
        Assert.InRange(refused, Calls / 4, Calls);
        Assert.True(Tensor.LiveCount <= live, $"{Tensor.LiveCount - live} tensors are left behind");
        File.Delete(LastCall);
    }

    /// <summary>As many as the schema has, mostly; fewer where defaults allow it, now and then too few or too many.</summary>
    private static Arg[] Arguments(SchemaArgument[] schema, NastyValues nasty, Random random)
    {
        var required = schema.Count(a => a.Required);
        var count = nasty.Chance(4) ? random.Next(schema.Length + 3) : random.Next(required, schema.Length + 1);
        return [.. Enumerable.Range(0, count).Select(i => i < schema.Length ? nasty.Of(schema[i]) : nasty.OfType("Tensor"))];
    }
}
