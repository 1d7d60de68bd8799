using Cutline.Imaging;
using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Configuration;

public sealed class ServeOptionsTests
{
    [Fact]
    public void A_public_address_needs_a_key_or_the_word()
    {
        var open = new ServeOptions { Bind = IPAddress.Any };
        Assert.Contains("--open", Assert.Throws<ArgumentException>(open.Validated).Message, StringComparison.Ordinal);
        (open with { Open = true }).Validated();
        (open with { ApiKeys = ["0123456789abcdef"] }).Validated();
        Assert.Equal(
            (ServeOptions.PublicRateLimit, 0, 7),
            (open.RequestsPerMinute, new ServeOptions().RequestsPerMinute, (open with { RateLimit = 7 }).RequestsPerMinute));
    }

    [Fact]
    public void Every_wrong_value_is_named_with_the_repair()
    {
        (ServeOptions Options, string Named)[] wrong =
        [
            (new() { Port = -1 }, "Port is -1: use 1 to 65535"),
            (new() { Queue = 0 }, "Queue is 0"),
            (new() { ClientQueue = -1 }, "ClientQueue is -1: use 1 to 1024 photos"),
            (new() { MemoryBytes = 575 << 20 }, "MemoryBytes is 575 MiB: use 576 MiB or more"),
            (new() { WaitTime = TimeSpan.Zero }, "WaitTime is 00:00:00: use"),
            (new() { SendTime = TimeSpan.Zero }, "SendTime is 00:00:00: use"),
            (new() { Connections = new() { Connections = 31 } }, "Connections.Connections is 31: use 32"),
            (new() { Connections = new() { ClientConnections = 0 } }, "Connections.ClientConnections is 0: use"),
            (new() { Connections = new() { MinRate = 0 } }, "Connections.MinRate is 0: use"),
            (new() { Connections = new() { RateGrace = TimeSpan.Zero } }, "Connections.RateGrace is 00:00:00: use"),
            (new() { Connections = new() { KeepAlive = TimeSpan.Zero } }, "Connections.KeepAlive is 00:00:00: use"),
            (new() { Connections = new() { HeaderTime = TimeSpan.Zero } }, "Connections.HeaderTime is 00:00:00: use"),
            (new() { Workers = 0 }, "Workers is 0"),
            (new() { RateLimit = -1 }, "RateLimit is -1"),
            (new() { Limits = new PhotoLimits { MaxBytes = 0 } }, "Limits.MaxBytes is 0 MiB: use 1 to 1024"),
            (new() { Limits = new PhotoLimits { MaxPixels = 0 } }, "Limits.MaxPixels is 0 megapixels: use 1 to 500"),
            (new() { ApiKeys = ["short"] }, "use 16 or more plain characters"),
            (new() { ApiKeys = ["with a space in the middle"] }, "use 16 or more plain characters"),
            (new() { CorsOrigins = ["*"] }, "CorsOrigins has '*', which is no origin"),
            (new() { CorsOrigins = ["https://example.com/"] }, "without a path"),
            (new() { HostNames = ["http://example.com"] }, "HostNames has 'http://example.com', which is no host name"),
            (new() { Jobs = new() { Jobs = 0 } }, "Jobs.Jobs is 0: use"),
            (new() { Jobs = new() { ClientJobs = -1 } }, "Jobs.ClientJobs is -1: use"),
            (new() { Jobs = new() { Photos = 0 } }, "Jobs.Photos is 0: use 1 or more"),
            (new() { Jobs = new() { Bytes = 0 } }, "Jobs.Bytes is 0: use"),
            (new() { Jobs = new() { KeepFor = TimeSpan.Zero } }, "Jobs.KeepFor is 00:00:00: use"),
            (new() { Jobs = new() { UploadTime = TimeSpan.Zero } }, "Jobs.UploadTime is 00:00:00: use"),
            (new() { UploadTime = TimeSpan.Zero }, "UploadTime is 00:00:00: use"),
            (new() { Texts = 0 }, "Texts is 0"),
            (new() { Collector = new("ftp://host") }, "Collector is 'ftp://host/'"),
        ];
        foreach (var (options, named) in wrong)
            Assert.Contains(named, Assert.Throws<ArgumentException>(options.Validated).Message, StringComparison.Ordinal);
    }
}
