using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labelling;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Tests.Evaluation;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Labelling;

public sealed class LabelledFolderTests : IDisposable
{
    private const int Photos = 6;

    /// <summary>Small discs have much edge.</summary>
    private static readonly LabellingOptions Trust = new() { MostUnsure = 0.6 };

    private readonly DrawnDiscs discs = new(Photos, 64, 48);
    private readonly TemporaryFolder folder = new();
    private readonly Predictor teacher;

    public LabelledFolderTests() => teacher = new(new SmallModel().Load(folder.At("teacher.onnx")));

    private string Out => folder.At("labelled");

    private string[] Files => [.. Enumerable.Range(0, Photos).Select(discs.Photo)];

    [Fact]
    public void It_is_a_data_set_whose_masks_are_the_teachers()
    {
        Label(Files);

        using var data = DatasetLocator.Open(Out);
        Assert.Equal(["background", "car"], data.Classes.Classes.Select(c => c.Name));
        Assert.Empty(data.Validate());
        Assert.Equal(Photos, data.Samples.Count);
        for (var i = 0; i < Photos; i++)
        {
            using var mask = data.LoadMask(i);
            using var truth = Photo.LoadIndices(discs.Mask(i));
            var real = Array.ConvertAll(truth.Pixels.ToArray(), v => v > 0 ? (byte)1 : (byte)0);
            Assert.Contains(ClassSet.Void, mask.Pixels.ToArray()); // between 32 and 64 pixels an edge is blurred
            Assert.InRange(ImageScore.Of(real, mask.Pixels).Iou, 0.97, 1); // the discs, as far as the label is sure
        }

        var rows = LabelledFolder.ReadRows(Out);
        Assert.Equal(Photos, rows.Count);
        Assert.All(rows, row => Assert.True(row is { IsKept: true, ObjectShare: > 0.02, UnsureShare: > 0 and < 0.6, Agreement: null }));
    }

    [Fact]
    public void What_is_done_is_not_done_again_and_half_a_line_is_forgotten()
    {
        Label(Files[..4]);
        var list = Path.Combine(Out, "labels.csv");
        var whole = File.ReadAllText(list);
        File.WriteAllText(list, whole[..^9]); // as a process that was killed leaves it
        File.SetLastWriteTimeUtc(Path.Combine(Out, "masks", "disc00.png"), DateTime.UnixEpoch);
        var told = new List<DataProgress>();

        Label(Files, new Told(told));

        Assert.Equal([(1, 3), (2, 3), (3, 3)], told.Select(t => (t.Done, t.Total))); // the fourth anew, the fifth and the sixth
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Path.Combine(Out, "masks", "disc00.png")));
        Assert.Equal(Photos + 1, File.ReadAllLines(list).Length);
        Assert.StartsWith(whole, File.ReadAllText(list), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_teacher_and_other_options_are_told()
    {
        Label(Files[..1]);
        using var other = new Predictor(new SmallModel { Bias = [-13] }.Load(folder.At("other.onnx")));

        Assert.Contains("unsure was 0.25 and is 0.3", Refused(teacher, Trust with { Unsure = 0.3 }), StringComparison.Ordinal);
        Assert.Contains("teacher 1's file was teacher.onnx and is other.onnx", Refused(other, Trust), StringComparison.Ordinal);
        File.Copy(folder.At("other.onnx"), folder.At("teacher.onnx"), overwrite: true);
        using var replaced = Predictor.Load(folder.At("teacher.onnx"));
        Assert.Contains("teacher 1's sha256 was", Refused(replaced, Trust), StringComparison.Ordinal);

        string Refused(Predictor by, LabellingOptions options) =>
            Assert.Throws<DatasetException>(() => LabelledFolder.Open(Out, LabelRecord.Of([(by, new())], options))).Message;
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"teachers":[null],"options":{}}""")]
    [InlineData("""{"teachers":[],"options":null}""")]
    [InlineData("null")]
    public void A_damaged_record_is_told_in_a_line(string record)
    {
        Label(Files[..1]);
        File.WriteAllText(Path.Combine(Out, "labels.json"), record);

        Assert.Contains("is damaged", Assert.Throws<DatasetException>(() => Label(Files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_name_is_refused_and_a_model_of_edges_is_no_teacher()
    {
        Assert.Throws<DatasetException>(() => LabelledFolder.Open("", LabelRecord.Of([(teacher, new())], Trust)));
        using var edges = Predictor.Load(RepositoryPaths.Find("models/edges.onnx"));
        var refused = Assert.Throws<ArgumentException>(() => new Labeller([edges], Trust));
        Assert.Contains("refines the edges", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_file_of_a_killed_process_is_taken_away()
    {
        Label(Files[..1]);
        var half = Path.Combine(Out, "images", "disc01.png.7c171450.tmp");
        File.WriteAllText(half, "half");

        Label(Files[..1]);
        Assert.False(File.Exists(half));
    }

    [Fact]
    public void Photos_that_cannot_be_read_are_noted_and_tried_again()
    {
        var broken = folder.At("broken.png");
        File.WriteAllText(broken, "no picture, \"quoted\"");

        Label([broken, .. Files[..2]]);
        var row = LabelledFolder.ReadRows(Out).Single(r => r.Photo == "broken.png");
        Assert.Contains("broken.png cannot be read", row.Reason, StringComparison.Ordinal);
        Assert.False(row.IsReadable);

        File.Copy(Files[2], broken, overwrite: true);
        Label([broken, .. Files[..2]]);
        Assert.True(LabelledFolder.ReadRows(Out).Single(r => r.Photo == "broken.png").IsKept);
        using var data = DatasetLocator.Open(Out);
        Assert.Equal(["broken", "disc00", "disc01"], data.Samples.Select(s => s.Name));
    }

    [Fact]
    public void Dropped_photos_are_not_in_the_data()
    {
        Label(Files, options: Trust with { LeastObject = 0.9 });

        Assert.All(LabelledFolder.ReadRows(Out), row => Assert.StartsWith("only ", row.Reason, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Out, "images")));
        using var labelled = LabelledFolder.Open(Out, LabelRecord.Of([(teacher, new())], Trust with { LeastObject = 0.9 }));
        Assert.Empty(labelled.WriteSheets());
    }

    [Fact]
    public void Sheets_show_all_photos_the_least_sure_first()
    {
        Label(Files);
        using var labelled = LabelledFolder.Open(Out, LabelRecord.Of([(teacher, new())], Trust));

        var sheet = Assert.Single(labelled.WriteSheets());

        using var picture = Photo.Load(sheet);
        Assert.Equal(Path.Combine(Out, "sheets", "labels-001.jpg"), sheet);
        Assert.True(picture.Width > 1500 && picture.Height > 400, $"{picture.Width}×{picture.Height}");
    }

    [Fact]
    public void A_folder_of_other_things_is_left_alone_and_two_photos_of_a_name_are_named()
    {
        Assert.Contains(
            "holds other files", Assert.Throws<DatasetException>(
                () => LabelledFolder.Open(discs.Root, LabelRecord.Of([(teacher, new())], new()))).Message, StringComparison.Ordinal);
        var twin = folder.At("disc00.jpg");
        File.Copy(Files[0], twin);
        Assert.Contains("would both be disc00", Assert.Throws<ArgumentException>(() => Label([Files[0], twin])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_photo_of_the_same_name_is_not_taken_for_it()
    {
        Label(Files);
        Directory.CreateDirectory(folder.At("more"));
        var (same, other) = (folder.At("more", "disc00.png"), folder.At("more", "disc01.jpg"));
        File.Copy(Files[1], same);
        File.Copy(Files[1], other);

        Assert.Contains("is another photo than the disc00.png", Refused(same), StringComparison.Ordinal);
        Assert.Contains("and disc01.png, which is labelled in", Refused(other), StringComparison.Ordinal);

        string Refused(string photo) => Assert.Throws<DatasetException>(() => Label([photo])).Message;
    }

    [Fact]
    public void Bytes_tell_photos_apart_not_their_number()
    {
        Label(Files);
        var altered = File.ReadAllBytes(Files[0]);
        altered[^1] ^= 1;
        var other = folder.Put("disc00.png", altered);

        var refused = Assert.Throws<DatasetException>(() => Label([other])).Message;
        Assert.Contains("is another photo than the disc00.png", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_photo_may_take_the_name_of_one_that_was_dropped()
    {
        var photo = folder.At("lot.png");
        using (var empty = Photo.FromPixels(new byte[64 * 48 * 3], 64, 48, PixelFormat.Rgb)) empty.Save(photo);
        Label([photo]);
        Assert.StartsWith("only 0.0 % of it", Assert.Single(LabelledFolder.ReadRows(Out)).Reason, StringComparison.Ordinal);
        var told = new List<DataProgress>();
        Label([photo], new Told(told));
        Assert.Empty(told); // the same photo is not looked at again

        File.Copy(Files[0], photo, overwrite: true);
        Label([photo]);
        Assert.True(Assert.Single(LabelledFolder.ReadRows(Out)).IsKept);
        Assert.True(File.Exists(Path.Combine(Out, "masks", "lot.png")));
    }

    [Theory]
    [InlineData("masks")]
    [InlineData("images")]
    public void A_file_that_was_lost_is_made_again_and_a_rejected_one_is_not(string kind)
    {
        Label(Files[..3]);
        File.Delete(Path.Combine(Out, kind, "disc00.png"));
        using (var review = LabelReview.Open(Out))
            review.Reject(review.Labels.Index().Single(l => l.Item.Row.Photo == "disc01.png").Index, true);
        var told = new List<DataProgress>();

        Label(Files[..3], new Told(told));

        Assert.Equal([(1, 1)], told.Select(t => (t.Done, t.Total)));
        using var data = DatasetLocator.Open(Out);
        Assert.Equal(["disc00", "disc02"], data.Samples.Select(s => s.Name));
        Assert.Empty(data.Validate());
    }

    [Theory]
    [InlineData("two\nlines.png", "two\\u000alines.png")]
    [InlineData("bell\a.png", "bell\\u0007.png")]
    [InlineData("two\u2028lines.png", "two\\u2028lines.png")]
    public void A_name_that_would_break_the_records_is_refused(string name, string said)
    {
        var photo = folder.At(name);
        File.Copy(Files[0], photo);

        var refused = Assert.Throws<ArgumentException>(() => Label([Files[1], photo])).Message;

        Assert.Contains($"{said} has a line break or another control character in its name", refused, StringComparison.Ordinal);
        Assert.Empty(LabelledFolder.ReadRows(Out));
    }

    [Fact]
    public void Of_two_processes_the_second_is_told_of_the_first()
    {
        using (LabelledFolder.Open(Out, LabelRecord.Of([(teacher, new())], Trust)))
        {
            var refused = Assert.Throws<IOException>(() => Label(Files)).Message;
            Assert.Equal($"{Out} is in use by cutline label (process {Environment.ProcessId}): wait until that ends, or stop it", refused);
        }

        Label(Files);
        Assert.Empty(Directory.GetFiles(Out, ".*"));
    }

    [Fact]
    public void What_changed_is_told_as_it_reads_and_hashes_by_their_first_digits()
    {
        LabelTeacher Teacher(char digit, int side) =>
            new("car.onnx", new(digit, 64), $"{side}×{side} stretch", null, null, null, null, null);
        var (old, now) = (new LabelRecord([Teacher('a', 512)], Trust), new LabelRecord([Teacher('b', 1024)], Trust));

        Assert.Equal(
            ["teacher 1's sha256 was aaaaaaaaaaaa and is bbbbbbbbbbbb", "teacher 1's input was 512×512 stretch and is 1024×1024 stretch"],
            old.Differences(now));
    }

    [Fact]
    public void A_pipe_among_photos_is_noted_and_waited_for_by_none()
    {
        var pipe = folder.At("pipe.png");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) made.WaitForExit();
        Directory.CreateDirectory(Path.Combine(folder.At("data"), "images"));
        Directory.CreateDirectory(Path.Combine(folder.At("data"), "masks"));
        File.Move(pipe, folder.At("data", "images", "pipe.png"));
        File.Copy(discs.Mask(0), folder.At("data", "masks", "pipe.png"));

        using var data = DatasetLocator.Open(folder.At("data"));

        var problem = Assert.Single(data.Validate());
        Assert.Equal("images/pipe.png: is a pipe, a socket or a device, not a file; remove it", problem.ToString());
    }

    [Fact]
    public void Teachers_are_models_of_a_foreground()
    {
        using var classes = new Predictor(SmallModel.OfClasses(3).Load(folder.At("classes.onnx")));

        Assert.Contains(
            "separates 3 classes", Assert.Throws<ArgumentException>(() => new Labeller([teacher, classes], new())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Labeller([], new()));
    }

    public void Dispose()
    {
        teacher.Dispose();
        discs.Dispose();
        folder.Dispose();
    }

    private void Label(string[] photos, IProgress<DataProgress>? progress = null, LabellingOptions? options = null)
    {
        options ??= Trust;
        using var labelled = LabelledFolder.Open(Out, LabelRecord.Of([(teacher, new())], options));
        new Labeller([teacher], options).Run(photos, labelled, progress);
    }

    private sealed class Told(List<DataProgress> told) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => told.Add(value);
    }
}
