namespace Cutline.Segmentation.Inference;

/// <summary>What this machine's processor can do that .NET does not tell.</summary>
internal static class Processor
{
    /// <summary>Whether bf16 products run in hardware (AVX-512 BF16 or AMX); without it bf16 is slower than fp32.</summary>
    internal static bool MultipliesBFloat16 { get; } = Flags().Any(f => f is "avx512_bf16" or "amx_bf16");

    private static string[] Flags()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file)) return [];
        return File.ReadLines(file).FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
    }
}
