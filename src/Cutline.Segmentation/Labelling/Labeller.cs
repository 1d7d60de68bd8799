using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Labelling;

/// <summary>Labels photos with the masks of one or several models of a foreground: teachers of a model that is trained on them.</summary>
public sealed class Labeller
{
    private readonly IReadOnlyList<Predictor> teachers;
    private readonly LabellingOptions options;

    /// <param name="teachers">They remain the caller's to dispose of.</param>
    /// <param name="options">When they are trusted.</param>
    /// <exception cref="ArgumentException">
    /// There is no teacher, one separates several classes or refines edges, or an option is out of range.
    /// </exception>
    public Labeller(IReadOnlyList<Predictor> teachers, LabellingOptions options)
    {
        if (teachers.Count == 0) throw new ArgumentException("there is no teacher: give one at least");
        if (teachers.FirstOrDefault(t => t.Classes > 1) is { } other)
            throw new ArgumentException(
                $"{other.ModelFile} separates {other.Classes} classes, and a teacher's mask is of one object: use a model of a foreground");
        if (teachers.FirstOrDefault(t => t.Model.RefinesEdges) is { } edges)
            throw new ArgumentException(
                $"{edges.ModelFile} refines the edges of another model's masks, and makes none of its own: use a model of a foreground");
        (this.teachers, this.options) = (teachers, options.Validated());
    }

    /// <summary>Labels a photo.</summary>
    /// <param name="photo">The photo's file.</param>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="PhotoException">It cannot be read.</exception>
    /// <exception cref="ModelException">A teacher fails.</exception>
    public PseudoLabel Label(byte[] photo, string name)
    {
        var native = Photo.Probe(photo, name: name);
        var maps = teachers.Select(teacher =>
        {
            using var decoded = teacher.Load(photo, name);
            return teacher.Predict(decoded, (native.Width, native.Height));
        });
        return PseudoLabel.Of([.. maps], options);
    }

    /// <summary>Labels the photos that a folder has not yet. One that cannot be read is noted there, and stops none.</summary>
    /// <param name="photos">The photos' files, whose names differ, without their extensions too.</param>
    /// <param name="folder">Receives the labels.</param>
    /// <param name="progress">Receives the number of photos done, of those that were not.</param>
    /// <param name="cancel">Ends the work between two photos; those that are done are in the folder.</param>
    /// <exception cref="ArgumentException">A name cannot be used; see <see cref="LabelledFolder.CheckNames"/>.</exception>
    /// <exception cref="DatasetException">One is another photo than that which has its name in the folder.</exception>
    /// <exception cref="PhotoException">A file of the folder cannot be written.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    public void Run(
        IReadOnlyList<string> photos, LabelledFolder folder, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var missing = folder.Missing(photos);
        foreach (var (i, photo) in missing.Index())
        {
            cancel.ThrowIfCancellationRequested();
            var name = Path.GetFileName(photo);
            if (Read(photo, out var reason) is { } read)
            {
                using (read.Label) folder.Add(name, read.Bytes, read.Label);
            }
            else
            {
                folder.Skip(name, reason);
            }

            progress?.Report(new(i + 1, missing.Count));
        }
    }

    private (byte[] Bytes, PseudoLabel Label)? Read(string photo, out string reason)
    {
        try
        {
            reason = "";
            var bytes = Photo.ReadFile(photo);
            return (bytes, Label(bytes, Path.GetFileName(photo)));
        }
        catch (Exception e) when (e is PhotoException or IOException or UnauthorizedAccessException)
        {
            reason = e.Message;
            return null;
        }
    }
}
