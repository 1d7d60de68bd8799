using Cutline.Training.Export;
using Cutline.Training.Models;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class LabelCommandTests(TrainedRun trained) : IDisposable
{
    private const int Photos = 24;

    private readonly TemporaryFolder folder = new();

    /// <summary>Small discs have much edge.</summary>
    private static readonly string[] Lenient = ["--most-unsure", "0.9", "--agreement", "0.3", "--device", "cpu"];

    private string Out => folder.At("labelled");

    private string Images => Path.Combine(trained.Discs.Root, "images");

    [Fact]
    public void Photos_become_data_and_a_second_run_has_nothing_to_do()
    {
        var first = Label("--teacher", trained.Path).Well();

        Assert.Contains($"{Photos} of {Photos} photos are labelled in {Out}, 0 dropped, 0 unreadable", first.Out, StringComparison.Ordinal);
        Assert.Contains($"cutline label --review {Out}", first.Out, StringComparison.Ordinal);
        Assert.Matches(@"labelling: \d+ of 24 · [\d.]+ photos/s, \d+ s left", first.Errors);
        var masks = Directory.GetFiles(Path.Combine(Out, "masks"));
        Assert.Equal(Photos, masks.Length);

        var written = masks.ToDictionary(m => m, File.GetLastWriteTimeUtc);
        var second = Label("--teacher", trained.Path).Well();
        Assert.Contains($"{Photos} of {Photos} photos are labelled already", second.Errors, StringComparison.Ordinal);
        Assert.All(written, m => Assert.Equal(m.Value, File.GetLastWriteTimeUtc(m.Key)));

        Label("--teacher", trained.Path, "--unsure", "0.4").Badly(1, $"{Out} was labelled otherwise (unsure was 0.25 and is 0.4)");
        Label("--teacher", trained.File("best.onnx"), "--tta").Badly(1, "teacher 1's views was none and is flip, scales 0.75 1 1.25");
    }

    [Fact]
    public void Killed_and_started_again_it_is_as_if_it_never_stopped()
    {
        Label("--teacher", trained.Path).Well();
        var whole = Masks();
        Directory.Delete(Out, recursive: true);

        var process = CutlineProgram.Start(["label", "--teacher", trained.Path, Images, Out, .. Lenient], cores: 1);
        var list = Path.Combine(Out, "labels.csv");
        while (!process.HasExited && (!File.Exists(list) || new FileInfo(list).Length < 200)) Thread.Sleep(1);
        CutlineProgram.Signal(process, "KILL");
        CutlineProgram.End(process);
        var done = Directory.GetFiles(Path.Combine(Out, "masks"), "*.png").ToDictionary(m => m, File.GetLastWriteTimeUtc);

        Label("--teacher", trained.Path).Well();

        Assert.Equal(whole, Masks());
        Assert.InRange(done.Count(m => File.GetLastWriteTimeUtc(m.Key) != m.Value), 0, 1); // the photo under way alone is done again
    }

    [Fact]
    public void Teachers_of_which_one_is_another_programs_have_to_agree()
    {
        var foreign = folder.At("foreign.onnx");
        using (var model = ModelCheckpoint.Load(trained.Path)) OnnxExport.Write(model.Model, foreign);
        string[] teachers = ["--teacher", trained.Path, "--teacher", foreign, "--input-size", "16"];

        Label([.. teachers, "--normalization", "unit"]).Well();

        var agreements = File.ReadAllLines(Path.Combine(Out, "labels.csv")).Skip(1).Select(l => l.Split(',')[2]).ToArray();
        Assert.All(agreements, text => Assert.InRange(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), 0.01, 1));
        Assert.Contains(agreements, text => text != "1"); // the other one sees half as much
    }

    [Fact]
    public void Broken_photos_are_listed_and_stop_none()
    {
        Directory.CreateDirectory(folder.At("photos"));
        File.Copy(trained.Discs.Photo(0), folder.At("photos", "good.png"));
        File.WriteAllText(folder.At("photos", "broken.jpg"), "no picture at all");

        var finished = InProcess.Run(["label", "--teacher", trained.Path, folder.At("photos"), Out, .. Lenient]);

        Assert.Equal(1, finished.Code);
        Assert.Contains(finished.Complaints, l => l.StartsWith("cutline: broken.jpg cannot be read", StringComparison.Ordinal));
        Assert.Contains("1 of 2 photos are labelled", finished.Out, StringComparison.Ordinal);
        Assert.Contains("1 unreadable", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_teacher_refines_outlines_unless_told_not_to()
    {
        Directory.CreateDirectory(folder.At("photos"));
        File.Copy(RepositoryPaths.Find("samples/car.jpg"), folder.At("photos", "car.jpg"));
        Finished Run(params string[] options) => InProcess.Run(
            ["label", "--teacher", RepositoryPaths.Find("models/car.onnx"), folder.At("photos"), Out, .. options]);
        string Mask() => Convert.ToHexString(File.ReadAllBytes(Path.Combine(Out, "masks", "car.png")));

        Assert.Contains("edges by edges.onnx", Run().Well().Errors, StringComparison.Ordinal);
        var refined = Mask();
        Run("--no-refine").Badly(1, "(teacher 1's edges was ", " and is none)");

        Directory.Delete(Out, recursive: true);
        Assert.DoesNotContain("edges", Run("--no-refine").Well().Errors, StringComparison.Ordinal);
        Assert.NotEqual(refined, Mask());
    }

    [Fact]
    public void A_mask_that_was_lost_is_told_and_made_again()
    {
        Label("--teacher", trained.Path).Well();
        File.Delete(Path.Combine(Out, "masks", "disc03.png"));

        var again = Label("--teacher", trained.Path).Well();

        Assert.Contains($"1 lost their mask or photo in {Out} and are labelled again", again.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out, "masks", "disc03.png")));
    }

    [Fact]
    public void What_does_not_go_together_is_one_line()
    {
        InProcess.Run("label", Images, Out).Badly(2, "labelling needs a teacher, photos and a folder");
        InProcess.Run("label", "--teacher", trained.Path, Images).Badly(2, "labelling needs a teacher, photos and a folder");
        InProcess.Run("label", "--review", Out, "--teacher", trained.Path).Badly(2, "--review looks through what is labelled already");
        InProcess.Run("label", "--review", Out).Badly(1, $"{Out} has no labels.csv: name a folder that cutline label made");
        Label("--teacher", folder.At("none.onnx")).Badly(1, "there is no model at");
        Label("--teacher", trained.Path, "--unsure", "0.7").Badly(2, "--unsure is 0.7: use a probability above 0 to 0.5");
        InProcess.Run("label", "--teacher", trained.Path, Images, trained.Discs.Root)
            .Badly(1, $"{trained.Discs.Root} holds other files and no labels.json");
    }

    public void Dispose() => folder.Dispose();

    private Finished Label(params string[] options) => InProcess.Run(["label", .. options, Images, Out, .. Lenient]);

    private Dictionary<string, string> Masks() => Directory.GetFiles(Path.Combine(Out, "masks"))
        .ToDictionary(m => Path.GetFileName(m), m => Convert.ToHexString(File.ReadAllBytes(m)));
}
