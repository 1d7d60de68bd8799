using Cutline.Listings;

namespace Cutline.Web.Listings;

/// <summary>What the endpoints of facts and listings use.</summary>
internal static class ListingServices
{
    public static void AddListings(this IServiceCollection services) => services
        .AddSingleton<FactsDesk>().AddSingleton<ListingDesk>().AddSingleton<ListingBody>().AddSingleton<TextDesk>().AddSingleton<ListingPictures>().AddSingleton<ExportDesk>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(ListingJson.Words));
}
