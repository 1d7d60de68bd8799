namespace Cutline.Web.Tests.Listings;

/// <summary>One shop with imported facts for tests of a class that change nothing in it.</summary>
public sealed class SharedShop : IAsyncLifetime
{
    internal Shop Shop { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Shop = await Shop.OpenAsync();
        await Shop.ImportAsync();
    }

    public async Task DisposeAsync() => await Shop.DisposeAsync();
}
