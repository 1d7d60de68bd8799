using Cutline.Listings;

namespace Cutline.Web;

/// <summary>Where the service keeps what outlives it.</summary>
internal static class StoreFolder
{
    /// <summary>A folder in the store; without one that is named, in <see cref="DataFolder.Default"/>.</summary>
    public static string Of(string? store, string name) => Path.Combine(store is null ? DataFolder.Default() : Path.GetFullPath(store), name);
}
