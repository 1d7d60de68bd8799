using Cutline.Web.Cutting;
using Cutline.Web.Endpoints;
using Cutline.Web.Jobs;
using Cutline.Web.Listings;
using Cutline.Web.Safety;
using Cutline.Web.Telemetry;
using Cutline.Web.Uploads;

namespace Cutline.Web;

/// <summary>What the service is made of. It reads no environment and no files of the folder it is started in.</summary>
internal static class WebRoom
{
    /// <summary>How long stopping waits for what was accepted.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromMinutes(1);

    public static WebApplication Build(ServeOptions options, ICutter cutter)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.Listen(options);
        builder.Logging.AddLogs(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.Services.AddSingleton(options).AddSingleton(cutter).AddRouting();
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.AddSingleton<CutMeter>().AddHostedService<Exporter>().AddSingleton<CutQueue>().AddHostedService<CutWorkers>();
        builder.Services.AddSingleton<PhotoGate>().AddSingleton<UploadReader>().AddSingleton<JobUploadReader>();
        builder.Services.AddSingleton<JobStore>().AddHostedService<JobRunner>().AddHostedService<JobSweeper>();
        builder.Services.AddListings();
        builder.Services.AddSafety(options);
        builder.Services.AddApiDescription(options);

        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<CutQueue>().Close);
        app.UseRequestLog();
        app.UseSafety();
        app.MapHealth();
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
