using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Splits;

public class SplitTests
{
    private static readonly SampleId[] Cars = Samples(270, 16);

    [Fact]
    public void By_car_no_car_is_in_two_parts()
    {
        var split = Split.Of(Cars, new SplitOptions());

        var cars = new[] { split.Train, split.Val, split.Test }.Select(part => part.Select(i => Cars[i].Group).ToHashSet()).ToArray();
        Assert.Empty(cars[0].Intersect(cars[1]).Concat(cars[0].Intersect(cars[2])).Concat(cars[1].Intersect(cars[2])));
        Assert.Equal(270, cars.Sum(c => c.Count));
        AssertEachOnce(split, Cars.Length);
    }

    [Theory]
    [InlineData(SplitBy.Car, 40 * 16, 34 * 16)] // 270 · 0.15 = 40.5 → 40, 230 · 0.15 = 34.5 → 34
    [InlineData(SplitBy.Image, 648, 551)] // 4320 · 0.15 = 648, 3672 · 0.15 = 550.8
    public void The_fractions_are_those_asked_for(SplitBy by, int test, int val)
    {
        var split = Split.Of(Cars, new SplitOptions(by));

        Assert.Equal((test, val, 4320 - test - val), (split.Test.Length, split.Val.Length, split.Train.Length));
        AssertEachOnce(split, 4320);
    }

    [Fact]
    public void By_image_cars_leak_and_that_is_why_it_is_not_the_default()
    {
        var split = Split.Of(Cars, new SplitOptions(SplitBy.Image));
        var trained = split.Train.Select(i => Cars[i].Group).ToHashSet();

        Assert.True(split.Test.Count(i => trained.Contains(Cars[i].Group)) > 600);
        Assert.Equal(SplitBy.Car, new SplitOptions().By);
    }

    [Fact]
    public void A_seed_is_a_split()
    {
        Assert.Equal(Split.Of(Cars, new SplitOptions(Seed: 5)).Test, Split.Of(Cars, new SplitOptions(Seed: 5)).Test);
        Assert.NotEqual(Split.Of(Cars, new SplitOptions(Seed: 5)).Test, Split.Of(Cars, new SplitOptions(Seed: 6)).Test);
    }

    [Fact]
    public void The_order_of_the_samples_does_not_matter()
    {
        SampleId[] reversed = [.. Cars.Reverse()];
        var names = Split.Of(Cars, new SplitOptions()).Test.Select(i => Cars[i].Name).Order();
        Assert.Equal(names, Split.Of(reversed, new SplitOptions()).Test.Select(i => reversed[i].Name).Order());
    }

    [Fact]
    public void Limited_it_has_some_of_each_parts_samples()
    {
        var whole = Split.Of(Cars, new SplitOptions());

        var few = whole.Limited(100, seed: 3);

        Assert.Equal((100, 17, 20), (few.Train.Length, few.Val.Length, few.Test.Length)); // 100, 544 · 100 / 3136, 640 · 100 / 3136
        AssertSome(whole, few);
        AssertSome(whole.Limited(500, seed: 3), few); // what a greater limit draws holds what a smaller one did
        Assert.Equal(few.Train, whole.Limited(100, seed: 3).Train);
        Assert.NotEqual(few.Train, whole.Limited(100, seed: 4).Train);
        Assert.InRange(few.Train.Average(), 1700, 2620); // from everywhere, not from the beginning
        Assert.Same(whole, whole.Limited(whole.Train.Length, seed: 3));
        Assert.Equal((1, 1, 1), (whole.Limited(1, 0).Train.Length, whole.Limited(1, 0).Val.Length, whole.Limited(1, 0).Test.Length));
        Assert.Equal((1, 0), (new Split([3, 4], [], [5]).Limited(1, 0).Train.Length, new Split([3, 4], [], [5]).Limited(1, 0).Val.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Limited(0, seed: 3));

        static void AssertSome(Split all, Split some)
        {
            foreach (var part in (string[])["train", "val", "test"])
            {
                Assert.Subset(all.Part(part).ToHashSet(), some.Part(part).ToHashSet());
                Assert.Equal(some.Part(part).Order(), some.Part(part));
            }
        }
    }

    [Fact]
    public void Folds_divide_what_is_not_for_testing_and_keep_cars_together()
    {
        Split[] folds = [.. Enumerable.Range(1, 4).Select(fold => Split.Of(Cars, new SplitOptions { Folds = 4, Fold = fold }))];

        Assert.All(folds, f => Assert.Equal(Split.Of(Cars, new SplitOptions()).Test, f.Test));
        Assert.All(folds, f => AssertEachOnce(f, Cars.Length));
        Assert.Equal(Enumerable.Range(0, Cars.Length).Except(folds[0].Test), folds.SelectMany(f => f.Val).Order());
        Assert.Equal([58, 58, 57, 57], folds.Select(f => f.Val.Select(i => Cars[i].Group).Distinct().Count())); // of 230 cars
        Assert.All(folds, f => Assert.Empty(f.Val.Select(i => Cars[i].Group).Intersect(f.Train.Select(i => Cars[i].Group))));
    }

    [Fact]
    public void Folds_of_a_split_that_is_given_keep_its_test_part()
    {
        var samples = Samples(10, 2);
        var given = new Split([.. Enumerable.Range(0, 12)], [12, 13, 14, 15], [16, 17, 18, 19]);
        Split[] folds = [.. Enumerable.Range(1, 3).Select(fold => given.InFolds(samples, new SplitOptions { Folds = 3, Fold = fold }))];

        Assert.All(folds, f => Assert.Equal(given.Test, f.Test));
        Assert.Equal(Enumerable.Range(0, 16), folds.SelectMany(f => f.Val).Order());
        Assert.All(folds, f => Assert.Empty(f.Val.Select(i => samples[i].Group).Intersect(f.Train.Select(i => samples[i].Group))));
        Assert.Same(given, given.InFolds(samples, new SplitOptions()));
    }

    [Fact]
    public void Folds_that_do_not_fit_are_said()
    {
        string Error<T>(SplitOptions options) where T : Exception => Assert.Throws<T>(() => Split.Of(Samples(5, 1), options)).Message;

        Assert.Contains("Folds is 1: use 2", Error<ArgumentException>(new() { Folds = 1, Fold = 1 }));
        Assert.Contains("Fold is 3: use 1 to 2", Error<ArgumentException>(new() { Folds = 2, Fold = 3 }));
        Assert.Contains("Fold is 2 and Folds is none", Error<ArgumentException>(new() { Fold = 2 }));
        Assert.Contains("Folds is 2 and Fold is none", Error<ArgumentException>(new() { Folds = 2 }));
        Assert.Contains("cannot be divided into 5 folds", Error<DatasetException>(new() { Folds = 5, Fold = 1 }));
    }

    [Fact]
    public void The_test_part_does_not_hang_on_the_validation() =>
        Assert.Equal(Split.Of(Cars, new SplitOptions()).Test, Split.Of(Cars, new SplitOptions(Validation: 0.3)).Test);

    [Fact]
    public void Excluded_cars_are_in_no_part()
    {
        var split = Split.Of(Cars, new SplitOptions { ExcludeGroups = ["car003", "car200"] });

        int[] all = [.. split.Train, .. split.Val, .. split.Test];
        Assert.Equal(268 * 16, all.Length);
        Assert.DoesNotContain(all, i => Cars[i].Group is "car003" or "car200");
    }

    [Fact]
    public void A_car_to_leave_out_must_be_there() =>
        Assert.Contains(
            "car999", Assert.Throws<DatasetException>(() => Split.Of(Cars, new SplitOptions { ExcludeGroups = ["car999"] })).Message);

    [Fact]
    public void A_quarter_of_unrelated_photos()
    {
        var split = Split.Of(Samples(186, 1), SplitOptions.Quarter);
        Assert.Equal(46, split.Test.Length); // 46.5 → 46
        AssertEachOnce(split, 186);
    }

    [Fact]
    public void Few_cars_give_each_part_one_or_an_error_that_helps()
    {
        var split = Split.Of(Samples(3, 2), new SplitOptions());
        Assert.Equal((2, 2, 2), (split.Train.Length, split.Val.Length, split.Test.Length));
        Assert.Contains("split by image", Assert.Throws<DatasetException>(() => Split.Of(Samples(2, 16), new SplitOptions())).Message);
        Assert.Throws<DatasetException>(() => Split.Of([], new SplitOptions()));
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(-0.1, 0.1)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.1, 1.5)]
    public void Fractions_are_bounded(double test, double validation) =>
        Assert.Throws<ArgumentException>(() => Split.Of(Cars, new SplitOptions(Test: test, Validation: validation)));

    [Fact]
    public void Parts_have_names()
    {
        var split = new Split([0, 3], [1], [2]);
        Assert.Equal([0, 1, 2, 3], split.Part("all"));
        Assert.Equal([1], split.Part("val"));
        Assert.Contains("train, val, test or all", Assert.Throws<ArgumentException>(() => split.Part("holdout")).Message);
    }

    internal static SampleId[] Samples(int cars, int angles) =>
        [
            .. from car in Enumerable.Range(0, cars)
               from angle in Enumerable.Range(1, angles)
               select new SampleId($"car{car:000}_{angle:00}", $"car{car:000}"),
        ];

    private static void AssertEachOnce(Split split, int count) =>
        Assert.Equal(Enumerable.Range(0, count), split.Part("all"));
}
