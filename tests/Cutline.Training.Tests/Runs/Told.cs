namespace Cutline.Training.Tests.Runs;

/// <summary>Tells at once, on the thread that reports.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
