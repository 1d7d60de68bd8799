namespace Cutline.Studio.Tests;

public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_have_no_cycle() => NamespaceCycles.AssertNone(typeof(CutOut).Assembly);
}
