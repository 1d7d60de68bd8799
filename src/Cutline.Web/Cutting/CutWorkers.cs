using Cutline.Web.Configuration;

namespace Cutline.Web.Cutting;

/// <summary>The threads that cut photos, from the start of the service until everything accepted is finished.</summary>
internal sealed class CutWorkers(CutQueue queue, ICutter cutter, ServeOptions options) : IHostedService
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int working = options.Workers;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < options.Workers; i++) new Thread(Run) { Name = "cutting", IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.End();
        return ended.Task.WaitAsync(cancellationToken);
    }

    private void Run()
    {
        queue.Work(cutter);
        if (Interlocked.Decrement(ref working) == 0) ended.SetResult();
    }
}
