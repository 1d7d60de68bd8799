using Cutline.Listings;

namespace Cutline.Web.Storage;

/// <summary>The paths of the service's store.</summary>
internal static class StoreFolder
{
    /// <summary>The path of a folder in the store; without a store, in <see cref="DataFolder.Default"/>.</summary>
    public static string Of(string? store, string name) =>
        Path.Combine(store is null ? DataFolder.Default() : Path.GetFullPath(store), name);
}
