using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation.Labelling;
using Cutline.Web.Reviewing;

namespace Cutline.Web.Tests.Reviewing;

public sealed class ReviewServiceTests : IAsyncLifetime
{
    private readonly LabelledCars cars = new();
    private LabelReview review = null!;
    private ReviewService service = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        review = LabelReview.Open(cars.Folder);
        service = await ReviewService.StartAsync(review, 0);
        client = new HttpClient { BaseAddress = service.Address };
    }

    [Fact]
    public async Task Labels_are_listed_seen_rejected_and_taken_back()
    {
        var labels = (await client.GetFromJsonAsync<JsonArray>("/api/labels"))!;
        Assert.Equal(["car0.jpg", "car1.jpg", "car2.jpg"], labels.Select(l => (string?)l!["photo"]));
        Assert.Equal((0.3, 0.1, 0.95, false), (
            (double)labels[0]!["car"]!, (double)labels[0]!["unsure"]!, (double)labels[0]!["agreement"]!, (bool)labels[0]!["rejected"]!));

        foreach (var kind in (string[])["photo", "mask"])
        {
            using var picture = Photo.Load(await client.GetByteArrayAsync($"/api/labels/1/{kind}"));
            Assert.Equal((DrawnCar.Width, DrawnCar.Height), (picture.Width, picture.Height));
        }

        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync("/api/labels/1/rejection", null)).StatusCode);
        Assert.Equal(["car0.jpg", "car2.jpg"], cars.Photos);
        Assert.True((bool)(await client.GetFromJsonAsync<JsonArray>("/api/labels"))![1]!["rejected"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/labels/1/rejection")).StatusCode);
        Assert.Equal(3, cars.Photos.Length);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_and_nothing_else_is_served()
    {
        foreach (var path in (string[])["/api/labels/3/mask", "/api/labels/-1/photo", "/api/labels/../labels.csv", "/labels.csv",
            "/images/car0.jpg", "/api/cutouts", "/modules/studio.js", "/docs"])
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsync("/api/labels/3/rejection", null)).StatusCode);

        File.Delete(Path.Combine(cars.Folder, "masks", "car2.png"));
        var damaged = await client.GetAsync("/api/labels/2/mask");
        Assert.Equal(HttpStatusCode.InternalServerError, damaged.StatusCode);
        var problem = (await damaged.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Contains("car2.png", problem["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(".;", problem["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_sites_and_names_have_no_way_in()
    {
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/labels") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await client.SendAsync(rebound)).StatusCode);

        using var forged = new HttpRequestMessage(HttpMethod.Put, "/api/labels/0/rejection");
        forged.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(forged)).StatusCode);
        Assert.Equal(3, cars.Photos.Length);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        var port = service.Address.Port;
        var taken = await Assert.ThrowsAsync<IOException>(() => ReviewService.StartAsync(review, port));
        Assert.StartsWith($"port {port} is taken", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_studio_has_no_page_of_labels()
    {
        await using var studio = await RunningService.StartAsync();
        foreach (var path in (string[])["/labels", "/labels.css", "/modules/labels.js"])
            Assert.Equal(HttpStatusCode.NotFound, (await studio.Client.GetAsync(path)).StatusCode);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
        review.Dispose();
        cars.Dispose();
    }
}
