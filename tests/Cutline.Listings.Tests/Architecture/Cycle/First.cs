namespace Cutline.Listings.Tests.Architecture.Cycle.First;

/// <summary>Names a type of the second namespace in its method's code alone.</summary>
internal static class Caller
{
    public static string Name(int kind) =>
        kind switch { 0 => "zero", 1 => "one", 2 => "two", 3 => "three", _ => $"{Second.Called.Length}" };
}
