using System.Text.Json.Nodes;

namespace Cutline.Web.Tests.Running;

/// <summary>Batch jobs as a client sees them.</summary>
internal static class JobClient
{
    /// <summary>Has so many photos accepted.</summary>
    /// <returns>The job's address.</returns>
    public static async Task<string> CreateJobAsync(this RunningService service, int photos = 1)
    {
        using var created = await service.Client.PostAsync("/api/jobs", RunningService.Form(Enumerable.Repeat(DrawnCar.Jpeg, photos)));
        await created.WellAsync();
        return created.Headers.Location!.ToString();
    }

    public static async Task<JsonNode> StatusAsync(this RunningService service, string job) =>
        JsonNode.Parse(await (await service.Client.GetAsync(job)).WellAsync())!;

    /// <summary>All events of a job, until the service ends the response.</summary>
    /// <param name="following">Called when the response has begun, which is with the first event.</param>
    public static async Task<IReadOnlyList<JsonNode>> EventsAsync(this RunningService service, string job, Action? following = null)
    {
        using var answer = await service.Client.GetAsync($"{job}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        following?.Invoke();
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.All(lines.Where(l => l.StartsWith("event:", StringComparison.Ordinal)), l => Assert.Equal("event: job", l));
        Assert.Contains("retry: 2000", lines);
        return [.. lines.Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => JsonNode.Parse(l["data: ".Length..])!)];
    }
}
