using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Models;

/// <summary>How the expanding path doubles the size.</summary>
public enum UpSampling
{
    /// <summary>A learned 2×2 transposed convolution that also halves the channels, as in the paper.</summary>
    Transposed,

    /// <summary>Bilinear interpolation: fewer parameters, no checkerboard.</summary>
    Bilinear,
}

/// <summary>The shape of a U-Net.</summary>
public sealed record UNetOptions
{
    /// <summary>Channels at full resolution; each level below has twice as many.</summary>
    public int Base { get; init; } = 16;

    /// <summary>Levels below full resolution.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>No level has more channels than this.</summary>
    public int MaxChannels { get; init; } = 1024;

    public int InChannels { get; init; } = 3;

    /// <summary>Channels of the output: 1 for object against background.</summary>
    public int Classes { get; init; } = 1;

    public UpSampling Up { get; init; } = UpSampling.Transposed;

    /// <summary>Channels at level 0 (full resolution) to <see cref="Depth"/> (the bottleneck).</summary>
    [JsonIgnore]
    public int[] Channels => [.. Enumerable.Range(0, Depth + 1).Select(level => (int)Math.Min((long)Base << level, MaxChannels))];

    /// <summary>Height and width are padded to multiples of this.</summary>
    [JsonIgnore]
    public int Stride => 1 << Depth;

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public UNetOptions Validated()
    {
        Check(Base, 1, 256, "base");
        Check(Depth, 1, 8, "depth");
        Check(MaxChannels, 1, 4096, "max-channels");
        Check(InChannels, 1, 64, "in-channels");
        Check(Classes, 1, 1024, "classes");
        return this;
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{name} is {value}: use a number from {least} to {most}");
    }
}
