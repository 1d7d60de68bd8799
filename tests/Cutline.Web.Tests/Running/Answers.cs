using System.Text.Json.Nodes;

namespace Cutline.Web.Tests.Running;

/// <summary>What answers must be.</summary>
internal static class Answers
{
    /// <summary>A problem of this status and kind, whose detail holds the text.</summary>
    public static async Task<JsonObject> RefusedAsync(this HttpResponseMessage answer, int status, string kind, string detail = "")
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}, not {status}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal($"urn:cutline:{kind}", (string?)problem["type"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.NotEmpty((string?)problem["title"] ?? "");
        Assert.Contains(detail, (string?)problem["detail"], StringComparison.Ordinal);
        return problem;
    }

    public static async Task<byte[]> WellAsync(this HttpResponseMessage answer)
    {
        Assert.True(
            answer.IsSuccessStatusCode,
            $"{answer.StatusCode}: {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync())}");
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
