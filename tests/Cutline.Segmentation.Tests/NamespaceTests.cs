using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Tests;

public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_have_no_cycle() => NamespaceCycles.AssertNone(typeof(SegmentationDataset).Assembly);
}
