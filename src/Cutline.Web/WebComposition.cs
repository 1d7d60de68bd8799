using Cutline.Imaging.Decoding;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Endpoints;
using Cutline.Web.Jobs;
using Cutline.Web.Listings;
using Cutline.Web.Safety;
using Cutline.Web.Sharing;
using Cutline.Web.Storage;
using Cutline.Web.Telemetry;
using Cutline.Web.Uploads;

namespace Cutline.Web;

/// <summary>
/// Composes the service: its components and endpoints. It reads no environment variables and no files of the working directory.
/// </summary>
internal static class WebComposition
{
    public static WebApplication Build(ServeOptions options, ICutter cutter, PhotoDecoder decoder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.Listen(options);
        builder.Logging.AddConsoleLogging(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTime);
        builder.Services.AddSingleton(options).AddSingleton(cutter).AddSingleton(decoder).AddRouting();
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<StoreHealth>().AddSingleton<MemoryBudget>();
        builder.Services.AddSingleton<CutMetrics>().AddHostedService<TelemetryExporter>().AddSingleton<CutQueue>()
            .AddHostedService<CutWorkers>();
        builder.Services.AddSingleton<PhotoValidator>().AddSingleton<UploadReader>().AddSingleton<JobUploadReader>();
        builder.Services.AddSingleton<JobStore>().AddHostedService<JobRunner>().AddHostedService<JobSweeper>();
        builder.Services.AddListings();
        builder.Services.AddSafety(options);
        builder.Services.AddApiDescription(options);

        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<CutQueue>().Close);
        app.UseServicePath(options);
        app.UseRequestLog();
        app.UseSafety();
        app.MapHealth();
        app.MapOptions();
        app.MapModel();
        app.MapCutouts();
        app.MapPlates();
        app.MapJobs();
        app.MapFacts();
        app.MapTexts();
        app.MapListings();
        app.MapListingFiles();
        app.MapExports();
        app.MapOpenApi();
        app.MapPages();
        return app;
    }
}
