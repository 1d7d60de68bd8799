namespace Cutline.Torch.Tests;

public sealed class DeviceTests
{
    private const string NoCuda = "there is no CUDA device for libtorch ";

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
    public void What_is_no_device_is_refused(string text)
    {
        var e = Assert.Throws<ArgumentException>(() => Device.Parse(text));
        Assert.Equal($"'{text}' is not a device: use cpu, cuda, cuda:1 or auto", e.Message);
    }

    [Fact]
    public void Cpu_and_auto_are_always_there()
    {
        Assert.Equal(Device.Cpu, Device.Parse("cpu"));
        Assert.Equal(LibTorch.CudaDeviceCount > 0, Device.Parse("auto").IsCuda);
        Assert.Equal("cpu", Device.Cpu.ToString());
        Assert.Equal("cuda:3", new Device(DeviceKind.Cuda, 3).ToString());
        Assert.Equal(default, Device.Cpu);
    }

    [Fact]
    public void A_cuda_device_that_is_not_there_is_an_error_never_the_cpu()
    {
        var count = LibTorch.CudaDeviceCount;
        if (count > 0)
        {
            var missing = Assert.Throws<ArgumentException>(() => Device.Parse($"cuda:{count}"));
            Assert.Contains($"cuda:0 to cuda:{count - 1}", missing.Message, StringComparison.Ordinal);
            return;
        }

        foreach (var text in (string[])["cuda", "cuda:0", "cuda:1"])
        {
            var e = Assert.Throws<ArgumentException>(() => Device.Parse(text));
            Assert.StartsWith(NoCuda, e.Message);
            Assert.Contains("use --device cpu", e.Message, StringComparison.Ordinal);
        }

        using var scope = new TensorScope();
        var cuda = new Device(DeviceKind.Cuda);
        foreach (var action in (Action[])[() => Tensor.Zeros([2], device: cuda), () => Tensor.Ones([2]).To(cuda), () => LibTorch.RandomState(cuda), () => LibTorch.Synchronize(cuda)])
        {
            var e = Assert.Throws<TorchException>(action);
            Assert.Contains("cuda", e.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\n', e.Message);
        }

        LibTorch.Synchronize(Device.Cpu);
    }
}
