namespace Cutline.Listings.Tests.Architecture.Cycle.First;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class ParentAttribute : Attribute;
