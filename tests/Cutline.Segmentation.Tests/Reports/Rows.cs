using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Tests.Reports;

/// <summary>Made-up epochs.</summary>
internal static class Rows
{
    /// <summary>A run whose loss halves every few epochs.</summary>
    public static IReadOnlyList<EpochMetrics> Of(int epochs) => [.. Enumerable.Range(1, epochs).Select(Of1)];

    private static EpochMetrics Of1(int epoch)
    {
        var loss = 0.4 * Math.Exp(-epoch / 5.0) + 0.008;
        return new(epoch, loss, loss * 1.2, 1 - loss, 1 - loss * 1.1, 1 - loss * 2, 1e-3, 60, 66);
    }
}
