using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cutline.Cli.Options;

/// <summary><c>--refine</c> and <c>--no-refine</c>: the model that refines outlines.</summary>
internal sealed class RefineOptionSet
{
    // Edges are for non-commercial use, so that a model for any use does without them unless they are named.
    private const string ShippedEdges = "edges.onnx", Commercial = "car-commercial.onnx";

    private readonly Option<string?> refine = new Option<string?>("--refine")
    {
        Description = "a model of edges, a run folder or an .onnx file, that refines the outline at the photo's own size "
            + "[with the shipped car model the shipped one, with others and the commercial one none]",
    }.Sets("Refine");
    private readonly Option<bool> plain = new("--no-refine") { Description = "leave the outline as the model predicts it" };

    internal IEnumerable<Option> All => [refine, plain];

    /// <summary>The model of edges for a model; null for none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">As it was named; null for the shipped one.</param>
    /// <param name="output">The output that is the mask; null for the first, the only one that the shipped model of edges knows.</param>
    /// <exception cref="ArgumentException">One is named and none is wanted.</exception>
    /// <exception cref="FileNotFoundException">The named one is missing.</exception>
    internal string? For(ParseResult parsed, string? model, string? output = null)
    {
        var named = parsed.GetValue(refine);
        Inputs.CheckModel(named);
        var shipped = output is null && HasEdges(model);
        if (!parsed.GetValue(plain)) return named ?? (shipped ? ModelOptionSet.Find(ShippedEdges) : null);
        return named is null ? null : throw new ArgumentException("--refine names a model of edges, and --no-refine wants none: give one");
    }

    private static bool HasEdges(string? model) => ModelOptionSet.IsShipped(model) && Path.GetFileName(model) != Commercial;
}
