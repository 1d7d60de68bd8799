using System.Text.Json.Nodes;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>The content of a run's report. All of it may come from outside: it is escaped where it is written.</summary>
public sealed record ReportContent(string Title)
{
    /// <summary>The run's options, as they are saved; null for none.</summary>
    public JsonNode? Options { get; init; }

    /// <summary>Where and with what it was made; null for none.</summary>
    public JsonNode? Environment { get; init; }

    /// <summary>A row for each finished epoch.</summary>
    public IReadOnlyList<EpochMetrics> Metrics { get; init; } = [];

    /// <summary>What validation Dice and IoU are means of.</summary>
    public string Scores { get; init; } = ScoreSummary.PerImage;

    /// <summary>Pictures with their headings, in order.</summary>
    public IReadOnlyList<ReportPicture> Pictures { get; init; } = [];

    /// <summary>How the figures are made.</summary>
    public string Conventions { get; init; } = ScoreSummary.Conventions;
}

/// <summary>A picture of a report.</summary>
/// <param name="Heading">Above it.</param>
/// <param name="Text">What it shows, read out where it cannot be seen.</param>
/// <param name="Image">A PNG or JPEG file's bytes.</param>
public sealed record ReportPicture(string Heading, string Text, ReadOnlyMemory<byte> Image);
