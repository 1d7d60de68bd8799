using Cutline.Web.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cutline.Web.Tests.Storage;

public sealed class StoreTextTests
{
    [Fact]
    public void Ids_are_shortened_in_the_log_wherever_they_are()
    {
        const string Id = "0123456789abcdef0123456789abcdef";
        Assert.Equal("/store/jobs/01234567…/0001.upload and 01234567…", 
            LogText.Of($"/store/jobs/{Id}/0001.upload and {Id.ToUpperInvariant()}"));
        var text = LogText.Of(new IOException("outer", new FileNotFoundException($"no {Id}")));
        Assert.Contains("no 01234567…", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Id, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_has_its_repair_and_no_path()
    {
        var store = Directory.CreateTempSubdirectory("cutline-store-");
        try
        {
            var health = new StoreHealth(new() { Store = store.FullName }, TimeProvider.System, NullLogger<StoreHealth>.Instance);
            Assert.StartsWith("the store is not there any more", health.CauseOf(new IOException()), StringComparison.Ordinal);
            Directory.CreateDirectory(Path.Combine(store.FullName, "jobs"));
            File.WriteAllBytes(Path.Combine(store.FullName, "jobs", StoreHealth.InUse), []);
            Assert.Null(health.Missing);
            Assert.StartsWith(
                "the store is read-only: mount", health.CauseOf(new IOException(store.FullName, 30)), StringComparison.Ordinal);
            Assert.Contains("permission", health.CauseOf(new UnauthorizedAccessException(store.FullName)), StringComparison.Ordinal);
            Assert.DoesNotContain(store.FullName, health.CauseOf(new IOException(store.FullName)), StringComparison.Ordinal);
        }
        finally
        {
            store.Delete(recursive: true);
        }
    }
}
