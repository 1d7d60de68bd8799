namespace Cutline.Listings.Tests.Architecture;

public sealed class NamespaceTests
{
    [Fact]
    public void Namespaces_have_no_cycle() => NamespaceCycles.AssertNone(typeof(Listing).Assembly);

    /// <summary>The files in Cycle are a cycle of a namespace, another one and the first one's child.</summary>
    [Fact]
    public void A_cycle_is_found_with_a_reference_for_each_arrow()
    {
        const string Cycle = "Cutline.Listings.Tests.Architecture.Cycle";

        var found = Assert.Single(NamespaceCycles.In(typeof(NamespaceTests).Assembly), c => c.Contains(Cycle, StringComparison.Ordinal));

        Assert.Equal(
            $"""
              {Cycle}.First -> {Cycle}.Second -> {Cycle}.First.Child -> {Cycle}.First
                {Cycle}.First -> {Cycle}.Second: Caller uses Called
                {Cycle}.Second -> {Cycle}.First.Child: Called uses Leaf
                {Cycle}.First.Child -> {Cycle}.First: Leaf uses ParentAttribute
            """,
            found);
    }
}
