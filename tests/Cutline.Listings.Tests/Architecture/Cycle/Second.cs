namespace Cutline.Listings.Tests.Architecture.Cycle.Second;

/// <summary>Names a type of the first namespace's child in a generic argument alone.</summary>
internal static class Called
{
    public static int Length { get; } = new List<First.Child.Leaf>().Count;
}
