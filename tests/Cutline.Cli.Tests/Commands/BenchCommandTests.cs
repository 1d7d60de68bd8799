namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class BenchCommandTests(TrainedRun trained)
{
    [Theory]
    [InlineData("bench step --repeat 2 --size 32 --base 4 --batch 2")]
    [InlineData("bench step --repeat 2 --size 32 --base 4 --batch 2 --infer --precision bf16")]
    [InlineData("bench epoch --size 32 --base 4 --batch 4 --data DISCS")]
    [InlineData("bench infer --size 32 --base 4 --photos DISCS/images --limit 3")]
    public void The_keys_of_scripts(string arguments)
    {
        var words = arguments.Replace("DISCS", trained.Discs.Root, StringComparison.Ordinal).Split(' ');

        var json = InProcess.Run([.. words, "--device", "cpu", "--json"]).Well().Json;

        Assert.True((double)json["ms"]! > 0);
        Assert.True((double)json["images_per_s"]! > 0);
        Assert.Equal(("cpu", 32, 4), ((string)json["device"]!, (int)json["size"]!, (int)json["base"]!));
        if (arguments.Contains("epoch", StringComparison.Ordinal))
            Assert.Equal((24, 0), ((int)json["images"]!, (int)json["decoded_in_second_epoch"]!));
    }

    [Theory]
    [InlineData("", "none light strong street lot")]
    [InlineData("--augment strong", "strong")]
    public void Augmentation_beside_a_training_step(string arguments, string presets)
    {
        string[] small = ["--repeat", "2", "--size", "32", "--base", "4", "--batch", "2", "--device", "cpu"];
        string[] all = ["bench", "augment", "--json", .. small, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        var json = InProcess.Run(all).Well().Json;

        var measured = json.Select(f => f.Key).Where(k => k.EndsWith("_share", StringComparison.Ordinal))
            .Select(k => k[..^"_share".Length]);
        Assert.Equal(presets.Split(' '), measured);
        foreach (var preset in presets.Split(' '))
            Assert.Equal((double)json[$"{preset}_ms"]! / (double)json["step_ms"]!, (double)json[$"{preset}_share"]!, 1e-9);
    }
}
