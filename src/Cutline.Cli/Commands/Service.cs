using Cutline.Cli.Output;
using Cutline.Segmentation.Inference;
using Cutline.Web;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;

namespace Cutline.Cli.Commands;

/// <summary>Runs the web service until it is interrupted; accepted photos are finished first.</summary>
internal static class Service
{
    /// <exception cref="ArgumentException">The model has several classes, or an option is wrong.</exception>
    /// <exception cref="IOException">The address or port is not available, or the store cannot be used.</exception>
    internal static async Task<int> RunAsync(
        ServeOptions options, Func<Predictor> load, Func<Predictor> loadPlates, CancellationToken cancel)
    {
        await Task.Yield(); // the caller listens to signals once this has returned, so before the address is told
        // beyond it .NET fails one request instead of growing until the system ends the process
        AppContext.SetData("GCHeapHardLimit", (ulong)options.MemoryBytes);
        GC.RefreshMemoryLimit();
        using var decoder = Decoders.Start();
        using var predictor = load();
        using var plates = loadPlates();
        using var cutter = new PhotoCutter(predictor, options.Limits, plates, decoder);
        await using var service = await WebService.StartAsync(options, cutter, decoder, cancel);
        if (cutter.Model?.Licence is { } licence) LongLine.WriteError($"terms of the model: {licence}");
        var address = $"{service.Address} · studio and API{Access(options)} · Ctrl+C stops it";
        Console.WriteLine(options.JsonLogs ? JsonLines.Of(address) : address);
        await Interrupted(cancel);
        Console.Error.WriteLine("stopping; accepted photos are finished first");
        if (await service.StopAsync()) return 0;
        Console.Error.WriteLine("a photo was not finished within 50 seconds and is given up");
        Environment.Exit(0); // without disposal: the photo's thread cannot be ended, and uses the model
        return 0;
    }

    private static string Access(ServeOptions options) => options switch
    {
        { ApiKeys.Count: > 0 } => " · with a key",
        { IsPublic: true } => " · open to everyone who can reach this machine",
        _ => " · for this machine only",
    };

    /// <summary>Is done when it is interrupted.</summary>
    internal static async Task Interrupted(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }
}
