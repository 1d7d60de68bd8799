namespace Cutline.Listings.Tests.Architecture.Cycle.First.Child;

/// <summary>Names a type of its parent namespace in an attribute alone.</summary>
[Parent]
internal sealed class Leaf;
