namespace Cutline.Web.Cutting;

/// <summary>The one thread that the model runs on, from the service's start until everything accepted is cut.</summary>
internal sealed class CutWorker(CutQueue queue, ICutter cutter) : IHostedService
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run) { Name = "cutting", IsBackground = true }.Start();
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
        ended.SetResult();
    }
}
