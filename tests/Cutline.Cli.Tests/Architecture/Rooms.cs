using System.Reflection;
using Cutline.Imaging;
using Cutline.Listings;
using Cutline.Segmentation.Datasets;
using Cutline.Studio;
using Cutline.Training.Models;
using Cutline.Web;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>The rooms of the house, and which of them each may use.</summary>
internal static class Rooms
{
    /// <summary>Each room with those that it may use: only rooms that stand before it, so that every arrow points one way.</summary>
    public static IReadOnlyList<(string Name, string[] Uses, Assembly Assembly)> All { get; } =
    [
        ("Cutline.Imaging", [], typeof(Photo).Assembly),
        ("Cutline.Segmentation", ["Cutline.Imaging"], typeof(SegmentationDataset).Assembly),
        ("Cutline.Training", ["Cutline.Imaging", "Cutline.Segmentation"], typeof(UNet).Assembly),
        ("Cutline.Studio", ["Cutline.Imaging"], typeof(CutOut).Assembly),
        ("Cutline.Listings", ["Cutline.Imaging"], typeof(Listing).Assembly),
        ("Cutline.Web", ["Cutline.Imaging", "Cutline.Segmentation", "Cutline.Studio", "Cutline.Listings"], typeof(WebService).Assembly),
        ("Cutline.Cli",
            ["Cutline.Imaging", "Cutline.Segmentation", "Cutline.Training", "Cutline.Studio", "Cutline.Listings", "Cutline.Web"],
            typeof(CommandLine).Assembly),
    ];

    /// <summary>Libraries that only these rooms may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Libraries { get; } = new Dictionary<string, string[]>
    {
        ["TorchSharp"] = ["Cutline.Training", "Cutline.Cli"],
        ["Microsoft.ML.OnnxRuntime"] = ["Cutline.Segmentation", "Cutline.Training"],
        ["NetVips"] = ["Cutline.Imaging"],
        ["Magick.NET"] = ["Cutline.Imaging"],
        ["ScottPlot"] = ["Cutline.Segmentation"],
        ["SkiaSharp"] = ["Cutline.Segmentation"],
        ["HarfBuzzSharp"] = ["Cutline.Segmentation"],
        ["YamlDotNet"] = ["Cutline.Segmentation", "Cutline.Cli"],
        ["PdfSharp"] = ["Cutline.Listings"],
        ["CsvHelper"] = ["Cutline.Segmentation", "Cutline.Listings"],
        ["OpenAI"] = ["Cutline.Listings"],
        ["Microsoft.AspNetCore"] = ["Cutline.Web", "Cutline.Cli"], // its build lists the program's parts
        ["OpenTelemetry"] = ["Cutline.Web"],
        ["System.CommandLine"] = ["Cutline.Cli"],
        ["Spectre.Console"] = ["Cutline.Cli"],
    };

    /// <summary>
    /// The assemblies whose types a room's compiled code uses, by name; what a project file names and no code uses is not among them.
    /// </summary>
    public static IEnumerable<string> References(Assembly room) => room.GetReferencedAssemblies().Select(a => a.Name!);
}
