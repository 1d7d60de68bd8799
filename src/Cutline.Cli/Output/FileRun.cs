using Cutline.Imaging;
using Cutline.Segmentation;

namespace Cutline.Cli.Output;

/// <summary>The same work over many files: with progress, and one that fails does not stop the others.</summary>
internal static class FileRun
{
    /// <returns>0, or 1 when any file failed; each failure is a line on stderr.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled between two files.</exception>
    internal static int Over(IReadOnlyList<string> files, string what, Action<string> work, CancellationToken cancel)
    {
        if (files.Count == 1)
        {
            work(files[0]);
            return 0;
        }

        var failures = Work.Run(what, progress =>
        {
            var failed = new List<string>();
            for (var i = 0; i < files.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    work(files[i]);
                }
                catch (Exception e) when (e is PhotoException or IOException or UnauthorizedAccessException)
                {
                    failed.Add(e.Message);
                }

                progress.Report(new DataProgress(i + 1, files.Count));
            }

            return failed;
        });
        foreach (var failure in failures) Console.Error.WriteLine($"cutline: {failure}");
        Console.Error.WriteLine($"{files.Count - failures.Count} of {files.Count} photos done");
        return failures.Count == 0 ? 0 : 1;
    }
}
