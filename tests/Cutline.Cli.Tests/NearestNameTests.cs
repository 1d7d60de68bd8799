using Cutline.Cli.Options;

namespace Cutline.Cli.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Words =
        ["train", "evaluate", "resnet18", "resnet34", "resnet50", "mobilenet_v2", "fast-carvana", "free"];

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("Train", "train")]
    [InlineData("evalaute", "evaluate")]
    [InlineData("mobilenet-v2", "mobilenet_v2")]
    [InlineData("mobilenet", "mobilenet_v2")]
    [InlineData("carvana", "fast-carvana")]
    [InlineData("resnet", "resnet18 resnet34 resnet50")]
    [InlineData("resnet19", "resnet18")]
    [InlineData("bogus", "")]
    [InlineData("", "")]
    [InlineData("--", "")]
    public void The_nearest_are_those_with_the_fewest_mistakes(string typed, string near) =>
        Assert.Equal(near.Split(' ', StringSplitOptions.RemoveEmptyEntries), NearestName.Of(typed, Words));

    [Fact]
    public void A_question_names_one_or_several()
    {
        Assert.Equal("", NearestName.Question([]));
        Assert.Equal(": did you mean a?", NearestName.Question(["a"]));
        Assert.Equal(": did you mean a, b or c?", NearestName.Question(["a", "b", "c"]));
    }

    [Fact]
    public void A_name_is_nearest_to_itself() => Assert.All(Words, word => Assert.Equal([word], NearestName.Of(word, Words)));
}
