using System.Text.Json.Nodes;

namespace Cutline.Web.Tests.Endpoints;

/// <summary>A photo of two cars: the one that it is of is cut, and the answer says that there is another.</summary>
public sealed class OtherCarTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [Fact]
    public async Task The_subject_is_cut_and_the_other_car_is_told()
    {
        using var answer = await service.CutAsync(DrawnCar.Two);
        await answer.WellAsync();
        Assert.Equal("other-car", answer.Headers.GetValues("Cutline-Review").Single());
        var (left, right) = Columns(answer);
        Assert.InRange(left, 170, 190);
        Assert.InRange(right, 410, 430);

        using var alone = await service.CutAsync(DrawnCar.Jpeg);
        Assert.False(alone.Headers.Contains("Cutline-Review"));
    }

    [Fact]
    public async Task Every_car_is_cut_where_all_are_asked_for()
    {
        using var answer = await service.CutAsync(DrawnCar.Two, "?subject=all");
        await answer.WellAsync();
        Assert.False(answer.Headers.Contains("Cutline-Review"));
        Assert.InRange(Columns(answer).Right, 660, 680);

        await (await service.CutAsync(DrawnCar.Two, "?subject=largest"))
            .RefusedAsync(400, "bad-option", "subject is 'largest': use main or all");
        var options = JsonNode.Parse(await (await service.Client.GetAsync("/api/options")).WellAsync())!;
        Assert.Contains("\"subject\"", options.ToJsonString(), StringComparison.Ordinal);
    }

    private static (int Left, int Right) Columns(HttpResponseMessage answer)
    {
        var box = answer.Headers.GetValues("Cutline-Subject").Single().Split(',').Select(int.Parse).ToArray();
        return (box[0], box[0] + box[2]);
    }
}
