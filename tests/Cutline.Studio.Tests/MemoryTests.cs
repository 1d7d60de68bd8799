using Cutline.Studio.Geometry;

namespace Cutline.Studio.Tests;

/// <summary>Measures the process's memory, so it runs while no other test does.</summary>
[Collection(Alone)]
public sealed class MemoryTests
{
    private const string Alone = "alone";

    [Fact]
    public void Cutting_out_leaves_no_memory_behind()
    {
        using var scene = DrawnScenes.Draw("dark car on white");
        var map = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        void Cut(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var cut = CutOut.From(
                    scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight, new CutOutOptions { Crop = Margin.None });
            }
        }

        Cut(50);
        var before = Environment.WorkingSet;
        Cut(300);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 48 << 20);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
