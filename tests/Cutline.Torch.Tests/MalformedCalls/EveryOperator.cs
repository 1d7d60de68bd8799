using System.Reflection;

namespace Cutline.Torch.Tests.MalformedCalls;

/// <summary>The operators that Cutline's typed methods, layers and optimizers call: every static field that holds one.</summary>
internal static class EveryOperator
{
    internal static Operator[] All { get; } =
    [
        .. typeof(Operator).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(Operator))
            .OrderBy(f => $"{f.DeclaringType}.{f.Name}", StringComparer.Ordinal)
            .Select(f => (Operator?)f.GetValue(null))
            .OfType<Operator>()
            .Distinct(),
    ];
}
