namespace Cutline.Web.Tests;

public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_have_no_cycle() => NamespaceCycles.AssertNone(typeof(WebService).Assembly);
}
