using Cutline.Segmentation.Inference;
using Cutline.Web;
using Cutline.Web.Cutting;

namespace Cutline.Cli;

/// <summary>Runs the web service until it is interrupted; what it has accepted is finished.</summary>
internal static class Service
{
    /// <exception cref="ArgumentException">The model cannot cut, or an option is wrong.</exception>
    /// <exception cref="IOException">The address or the port is not to be had, or the store cannot be used.</exception>
    internal static async Task<int> RunAsync(ServeOptions options, string? model, string device, CancellationToken cancel)
    {
        WaitPolicy.LeaveCores();
        using var predictor = ModelOption.Cutter(model, Engine.Start(device));
        using var cutter = new PhotoCutter(predictor, options.Limits);
        await using var service = await WebService.StartAsync(options, cutter, cancel);
        Console.WriteLine($"{service.Address} · studio and API{Access(options)} · Ctrl+C stops it");
        await Interrupted(cancel);
        Console.Error.WriteLine("stopping; what was accepted is finished first");
        await service.StopAsync();
        return 0;
    }

    private static string Access(ServeOptions options) => options switch
    {
        { ApiKeys.Count: > 0 } => " · with a key",
        { IsPublic: true } => " · open to everyone who reaches this machine",
        _ => " · for this machine alone",
    };

    private static async Task Interrupted(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }
}
