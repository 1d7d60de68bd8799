using System.Globalization;
using System.Text.RegularExpressions;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>docs/models.md says of every model and encoder what is here, with their numbers.</summary>
public sealed partial class ModelPageTests
{
    private const int Side = 128;

    private static readonly string Page = File.ReadAllText(RepositoryPaths.Find("docs/models.md"));

    [Fact]
    public void Parameters_and_multiply_accumulates_are_those_of_the_registry()
    {
        var rows = CostRow().Matches(Page);
        Assert.True(rows.Count > 20, $"{rows.Count} rows were found");
        foreach (Match row in rows)
        {
            using var scope = NewDisposeScope();
            var options = new ModelOptions
            {
                Name = row.Groups["model"].Value, Encoder = row.Groups["encoder"] is { Success: true, Value: var encoder } ? encoder : null,
            };
            using var model = ModelRegistry.Make(options);
            var summary = ModelSummary.Of(model, Side, Side);
            var cost = string.Create(CultureInfo.InvariantCulture, $"{summary.Parameters:N0} {summary.Macs / 1e9:F3}");
            Assert.Equal(
                $"{options.Name} {options.Encoder} {cost}",
                $"{options.Name} {options.Encoder} {row.Groups["parameters"].Value} {row.Groups["macs"].Value}");
        }
    }

    [Fact]
    public void Every_model_is_described_and_measured()
    {
        string[] names = [.. ModelRegistry.Names.Where(n => !n.StartsWith("test-", StringComparison.Ordinal))];
        Assert.Equal(names, DescriptionRow().Matches(Page).Select(m => m.Groups["model"].Value));
        Assert.Equal(names.Order(), CostRow().Matches(Page).Select(m => m.Groups["model"].Value).Distinct().Order());
    }

    [Fact]
    public void Encoders_are_those_of_the_registry_with_their_strides_and_parameters()
    {
        var expected = EncoderRegistry.Names.Where(n => !n.StartsWith("test-", StringComparison.Ordinal)).Select(name =>
        {
            using var encoder = EncoderRegistry.Make(name);
            var parameters = encoder.parameters().Sum(p => p.numel()).ToString("N0", CultureInfo.InvariantCulture);
            return $"{name}: {string.Join(", ", encoder.Strides)}; {parameters}";
        });
        Assert.Equal(expected, EncoderRow().Matches(Page)
            .Select(m => $"{m.Groups["encoder"].Value}: {m.Groups["strides"].Value}; {m.Groups["parameters"].Value}"));
    }

    // | `fpn` | `mobilenet_v2` | 1,890,000 | 0.123 | 2.3 |
    [GeneratedRegex(@"(?m)^\| `(?<model>[^`]+)` \| (?:`(?<encoder>[^`]+)`)? ?\| (?<parameters>[\d,]+) \| (?<macs>[\d.]+) \| [\d.]+ \|$")]
    private static partial Regex CostRow();

    // | `unet` | paper | its own | good at | measured |
    [GeneratedRegex(@"(?m)^\| `(?<model>[^`]+)` \| [^|]*\| (?:its own|any)[^|]*\|[^|]*\|[^|]*\|$")]
    private static partial Regex DescriptionRow();

    // | `resnet18` | paper | 2, 4, 8, 16, 32 | 11,176,512 | files |
    [GeneratedRegex(@"(?m)^\| `(?<encoder>[^`]+)` \| [^|]*\| (?<strides>\d+(?:, \d+)+) \| (?<parameters>[\d,]+) \|[^|]*\|$")]
    private static partial Regex EncoderRow();
}
