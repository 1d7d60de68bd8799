using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Devices;

/// <summary>Names of the devices that training runs on.</summary>
public static class ComputeDevice
{
    /// <summary>Reads <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>auto</c> (the first GPU where there is one, else the CPU).</summary>
    /// <exception cref="ArgumentException">The text names no device, or one that this machine or this libtorch lacks.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return CPU;
        var index = 0;
        var named = text is "auto" or "cuda"
            || (text.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index));
        if (!named) throw new ArgumentException($"'{text}' is not a device: use cpu, cuda, cuda:1 or auto");
        var count = cuda.is_available() ? cuda.device_count() : 0;
        if (count == 0)
        {
            return text == "auto" ? CPU : throw new ArgumentException(
                $"there is no CUDA device for libtorch {TorchRuntime.Version} here: use the device cpu, or a build with TorchSharp's "
                    + "CUDA packages on a machine with an NVIDIA GPU");
        }

        if (index >= count)
            throw new ArgumentException($"there is no {text}: this machine has {count} CUDA device(s), cuda:0 to cuda:{count - 1}");
        return new Device(DeviceType.CUDA, index);
    }
}
