namespace Cutline.Listings.Tests.Architecture;

public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_have_no_cycle() => NamespaceCycles.AssertNone(typeof(Listing).Assembly);
}
