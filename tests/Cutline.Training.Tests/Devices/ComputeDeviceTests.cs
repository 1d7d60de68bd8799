using Cutline.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Devices;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cpu:0")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:+1")]
    [InlineData("cuda:1.0")]
    [InlineData("cuda:99999999999")]
    [InlineData("cuda:0\n")]
    public void What_is_no_device_is_refused(string text) =>
        Assert.Equal($"'{text}' is not a device: use cpu, cuda, cuda:1 or auto",
            Assert.Throws<ArgumentException>(() => ComputeDevice.Parse(text)).Message);

    [Fact]
    public void Cpu_and_auto_are_always_there()
    {
        Assert.Equal(DeviceType.CPU, ComputeDevice.Parse("cpu").type);
        Assert.Equal(cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, ComputeDevice.Parse("auto").type);
    }

    [Fact]
    public void A_cuda_device_that_is_not_there_is_an_error_never_the_cpu()
    {
        if (cuda.is_available())
        {
            var count = cuda.device_count();
            Assert.Contains($"cuda:0 to cuda:{count - 1}",
                Assert.Throws<ArgumentException>(() => ComputeDevice.Parse($"cuda:{count}")).Message, StringComparison.Ordinal);
            return;
        }

        foreach (var text in (string[])["cuda", "cuda:0", "cuda:1"])
        {
            var e = Assert.Throws<ArgumentException>(() => ComputeDevice.Parse(text));
            Assert.StartsWith("there is no CUDA device for libtorch ", e.Message, StringComparison.Ordinal);
            Assert.Contains("use the device cpu", e.Message, StringComparison.Ordinal);
        }
    }
}
