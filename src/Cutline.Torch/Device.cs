using System.Globalization;

namespace Cutline.Torch;

public enum DeviceKind : sbyte
{
    Cpu = 0,
    Cuda = 1,
}

/// <summary>Where a tensor lies and its operators run.</summary>
public readonly record struct Device(DeviceKind Kind, int Index = 0)
{
    public static Device Cpu => new(DeviceKind.Cpu);

    public bool IsCuda => Kind == DeviceKind.Cuda;

    /// <summary>Reads <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>auto</c> (the first GPU where there is one, else the CPU).</summary>
    /// <exception cref="ArgumentException">The text names no device, or one that this machine or this libtorch lacks.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return Cpu;
        var count = LibTorch.CudaDeviceCount;
        if (text == "auto") return count > 0 ? new Device(DeviceKind.Cuda) : Cpu;

        var index = 0;
        if (text != "cuda" && !(text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
            throw new ArgumentException($"'{text}' is not a device: use cpu, cuda, cuda:1 or auto");
        if (count == 0)
            throw new ArgumentException(
                $"there is no CUDA device for libtorch {LibTorch.Version} here: use --device cpu, or set LIBTORCH to an unpacked CUDA build on a machine with an NVIDIA GPU");
        if (index >= count)
            throw new ArgumentException($"there is no {text}: this machine has {count} CUDA device(s), cuda:0 to cuda:{count - 1}");
        return new Device(DeviceKind.Cuda, index);
    }

    public override string ToString() => IsCuda ? string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}") : "cpu";
}
