using Cutline.Listings;

namespace Cutline.Web.Listings;

/// <summary>Registers the services of facts and listings.</summary>
internal static class ListingRegistration
{
    public static void AddListings(this IServiceCollection services) => services
        .AddSingleton<FactsService>().AddHostedService<FactsWarmUp>()
        .AddSingleton<ListingService>().AddSingleton<ListingBody>().AddSingleton<TextService>().AddSingleton<ListingPictures>()
            .AddSingleton<ExportService>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(ListingJson.EnumNames));
}
