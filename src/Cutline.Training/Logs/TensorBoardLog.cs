using Cutline.Imaging;
using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;
using Google.Protobuf;
using Tensorboard;

namespace Cutline.Training.Logs;

/// <summary>
/// A callback that writes a run's figures of each epoch, and its sheets of predictions, into the run's folder as TensorBoard reads them:
/// <c>tensorboard --logdir runs</c>. A resumed run goes on in another file; epochs before, of which there is no event yet, are added.
/// </summary>
/// <param name="folder">The run's folder.</param>
public sealed class TensorBoardLog(string folder) : IProgress<TrainingEvent>, IDisposable
{
    private const int Rgb = 3;

    private EventFile? file;

    /// <summary>Whether a folder holds files of such events.</summary>
    /// <param name="folder">It need not exist.</param>
    public static bool IsIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, EventFile.Pattern).Any();

    /// <summary>Writes what TensorBoard shows of an event, if anything.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case TrainingStarted started:
                Start(started.FirstEpoch);
                break;
            case EpochDone done:
                Add(done.Metrics);
                file?.Flush();
                break;
            case SamplesPredicted predicted:
                AddSheet(predicted.Epoch);
                break;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    private void Start(int firstEpoch)
    {
        var isNew = !IsIn(folder);
        file = new EventFile(folder);
        if (firstEpoch == 1) return;
        if (isNew)
        {
            foreach (var row in new SavedRun(folder).ReadMetrics().Where(row => row.Epoch < firstEpoch)) Add(row);
            return;
        }

        // What a killed run wrote of this epoch and later ones counts no more.
        file.Write(new Event { Step = firstEpoch, SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start } });
    }

    private void Add(EpochMetrics row)
    {
        var summary = new Summary();
        foreach (var (tag, figure) in EpochFigures.Of(row))
            summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)figure });
        file?.Write(new Event { Step = row.Epoch, Summary = summary });
    }

    private void AddSheet(int epoch)
    {
        var path = Path.Combine(folder, RunFiles.Sheet(epoch));
        if (!File.Exists(path)) return; // of a run without pictures
        var bytes = File.ReadAllBytes(path);
        var info = Photo.Probe(bytes, name: path);
        var image = new Summary.Types.Image
        {
            Width = info.Width, Height = info.Height, Colorspace = Rgb, EncodedImageString = ByteString.CopyFrom(bytes),
        };
        var summary = new Summary();
        summary.Value.Add(new Summary.Types.Value { Tag = "predictions", Image = image });
        file?.Write(new Event { Step = epoch, Summary = summary });
    }
}
