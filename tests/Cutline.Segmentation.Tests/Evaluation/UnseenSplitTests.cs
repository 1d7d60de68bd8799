using System.Collections.Concurrent;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>A test is of photos that were not trained on, wherever they lie and whatever they are called.</summary>
public sealed class UnseenSplitTests : IDisposable
{
    private readonly DrawnDiscs discs = new(12);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Elsewhere_and_renamed_photos_are_known_by_their_content()
    {
        var (run, trained) = Save();
        for (var i = 0; i < 12; i++) Copy(i, $"renamed{11 - i:00}", remask: i % 2 == 0);
        using var data = FolderDataset.Open(folder.At("data"));

        var chosen = new EvaluationOptions().ChooseUnseen(data, run);

        Assert.Equal(Renamed(trained.Test), Names(data, chosen.Split.Test));
        Assert.Equal(Renamed(trained.Val), Names(data, chosen.Split.Val));
        Assert.Equal(Renamed(trained.Train), Names(data, chosen.Split.Train));
        var left = trained.Train.Length + trained.Val.Length;
        Assert.StartsWith($"{left} of 12 photos of {folder.At("data")}, such as renamed", Assert.Single(chosen.Notes).What);
        Assert.Contains("ask for Part all", chosen.Notes[0].Repair);
        Assert.Empty(new EvaluationOptions { Part = "train" }.ChooseUnseen(data, run).Notes); // nothing of what is asked for is left out
        Assert.Equal(12, new EvaluationOptions { Part = "all" }.ChooseUnseen(data, run).Split.Test.Length);
    }

    [Fact]
    public void A_part_of_the_data_and_new_photos_are_measured_as_far_as_they_are_new()
    {
        var (run, trained) = Save();
        foreach (var i in trained.Train.Take(2).Append(trained.Test[0])) Copy(i, DrawnDiscs.Name(i));
        discs.Draw("new", 99);
        File.Move(Path.Combine(discs.Root, "images", "new.png"), folder.At("data", "images", "new.png"));
        File.Move(Path.Combine(discs.Root, "masks", "new.png"), folder.At("data", "masks", "new.png"));
        using var data = FolderDataset.Open(folder.At("data"));

        var split = new EvaluationOptions().Choose(data, run);

        Assert.Equal([DrawnDiscs.Name(trained.Test[0]), "new"], Names(data, split.Test));
        Assert.Equal(2, split.Train.Length);
    }

    /// <summary>Each photo that is not for the test was trained on by one of two folds, and validated on by the other.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_folds_what_one_of_them_was_trained_on_is_no_test(bool moved)
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At("data", kind));
        using var data = FolderDataset.Open(discs.Root);
        Split[] splits = [.. Enumerable.Range(1, 2).Select(fold =>
        {
            var options = new SplitOptions(SplitBy.Image, 0.25) { Folds = 2, Fold = fold };
            var run = TrainedFolder.Save(folder.At("folds", RunFiles.Fold(fold)), options, discs.Root);
            var split = data.CreateSplit(options);
            split.Save(run.PathOf(RunFiles.Split), data.Samples, options, [.. data.PhotoKeys().Select(key => key?.ToString())]);
            return split;
        })];
        for (var i = 0; i < 12; i++) Copy(i, $"renamed{11 - i:00}");
        using var elsewhere = FolderDataset.Open(folder.At("data"));

        var chosen = new EvaluationOptions().Choose(moved ? elsewhere : data, new SavedRun(folder.At("folds")));

        var names = Names(moved ? elsewhere : data, chosen.Test);
        Assert.Equal(moved ? Renamed(splits[0].Test) : splits[1].Test.Select(DrawnDiscs.Name), names);
        Assert.Equal((9, 0, 3), (chosen.Train.Length, chosen.Val.Length, chosen.Test.Length));
        Assert.Equal(["fold1", "fold2"], new SavedRun(folder.At("folds")).Folds().Select(fold => fold.Name));
    }

    /// <summary>Another format, compressed, renamed: another content, and the same photo.</summary>
    [Fact]
    public void Photos_that_were_saved_anew_are_known_by_their_looks()
    {
        var (run, trained) = Save(withLooks: true);
        for (var i = 0; i < 12; i++)
        {
            Copy(i, $"renamed{11 - i:00}");
            File.Delete(folder.At("data", "images", $"renamed{11 - i:00}.png"));
            using var photo = Photo.Load(discs.Photo(i));
            photo.Save(folder.At("data", "images", $"renamed{11 - i:00}.jpg"), new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 95 });
        }

        using var data = FolderDataset.Open(folder.At("data"));
        var progress = new ConcurrentBag<DataProgress>();

        var chosen = new EvaluationOptions().ChooseUnseen(data, run, new Collected(progress));

        Assert.Equal(Renamed(trained.Test), Names(data, chosen.Split.Test));
        Assert.Equal(Renamed(trained.Train), Names(data, chosen.Split.Train));
        var left = trained.Train.Length + trained.Val.Length;
        Assert.Contains($"(train or val; {left} of them saved anew, known by their looks)", Assert.Single(chosen.Notes).What);
        Assert.Contains(new(12, 12), progress);
    }

    [Fact]
    public void Nothing_is_left_of_photos_that_were_all_trained_on()
    {
        var (run, trained) = Save();
        foreach (var i in trained.Train.Take(4)) Copy(i, $"x{i}");
        using var data = FolderDataset.Open(folder.At("data"));

        Assert.Empty(new EvaluationOptions().Choose(data, run).Test);
    }

    [Fact]
    public void Where_the_data_lay_a_missing_photo_leaves_the_rest_to_be_measured()
    {
        var (run, trained) = Save();
        File.Delete(discs.Photo(trained.Train[0]));
        File.Delete(discs.Mask(trained.Train[0]));
        using var data = FolderDataset.Open(discs.Root);

        var split = new EvaluationOptions().Choose(data, run);

        Assert.Equal(trained.Test.Select(DrawnDiscs.Name), Names(data, split.Test));
        Assert.Equal(trained.Train.Length - 1, split.Train.Length);
    }

    [Fact]
    public void Other_photos_of_the_same_names_are_new()
    {
        var (run, _) = Save();
        using var other = new DrawnDiscs(12, 40, 40);
        using var data = FolderDataset.Open(other.Root);

        var chosen = new EvaluationOptions().ChooseUnseen(data, run);

        Assert.Contains("and another content: if they are the same photos saved anew", Assert.Single(chosen.Notes).What);
        Assert.Equal(Split.Of(data.Samples, SplitOptions.Quarter).Test, chosen.Split.Test);
    }

    [Fact]
    public void A_test_that_somebody_else_chose_is_told_where_it_was_trained_on()
    {
        var (run, trained) = Save();
        using var data = FolderDataset.Open(discs.Root);

        var all = new EvaluationOptions { Split = new(SplitBy.Image, Test: 0.6, Validation: 0.1, Seed: 5) }.ChooseUnseen(data, run);

        var both = trained.Train.Concat(trained.Val).Intersect(all.Split.Test).Count();
        Assert.StartsWith($"{both} of the {all.Split.Test.Length} photos in this test part", Assert.Single(all.Notes).What);
    }

    [Fact]
    public void Of_a_run_that_did_not_record_the_content_names_count_where_any_fits()
    {
        var (run, trained) = Save(withContent: false);
        foreach (var i in trained.Train.Take(2).Append(trained.Test[0])) Copy(i, DrawnDiscs.Name(i));
        using var data = FolderDataset.Open(folder.At("data"));

        Assert.Equal([DrawnDiscs.Name(trained.Test[0])], Names(data, new EvaluationOptions().Choose(data, run).Test));
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private static IEnumerable<string> Names(FolderDataset data, int[] part) => part.Select(i => data.Samples[i].Name);

    private static IEnumerable<string> Renamed(int[] part) => part.Select(i => $"renamed{11 - i:00}").Order(StringComparer.Ordinal);

    private (SavedRun Run, Split Split) Save(bool withContent = true, bool withLooks = false)
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At("data", kind));
        var options = new SplitOptions(SplitBy.Image, 0.25, 0.2, Seed: 7);
        var run = TrainedFolder.Save(folder.At("run"), options, discs.Root);
        using var data = FolderDataset.Open(discs.Root);
        var split = data.CreateSplit(options);
        split.Save(
            run.PathOf(RunFiles.Split),
            data.Samples,
            options,
            withContent ? [.. data.PhotoKeys().Select(key => key?.ToString())] : null,
            withLooks ? [.. Enumerable.Range(0, 12).Select(i => Look(data, i))] : null);
        return (run, split);
    }

    private static string? Look(FolderDataset data, int index)
    {
        using var photo = data.LoadPhoto(index);
        return PhotoHash.Of(photo)?.ToString();
    }

    private void Copy(int disc, string name, bool remask = false)
    {
        File.Copy(discs.Photo(disc), folder.At("data", "images", $"{name}.png"));
        if (!remask)
        {
            File.Copy(discs.Mask(disc), folder.At("data", "masks", $"{name}.png"));
            return;
        }

        using var mask = Photo.LoadIndices(discs.Mask(disc)); // the same photo with another mask is the same photo
        using var other = Photo.FromPixels([.. mask.Pixels.ToArray().Reverse()], mask.Width, mask.Height, PixelFormat.Grey);
        other.Save(folder.At("data", "masks", $"{name}.png"));
    }

    private sealed class Collected(ConcurrentBag<DataProgress> seen) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => seen.Add(value);
    }
}
