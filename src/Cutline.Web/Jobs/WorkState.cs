using System.Text.Json.Serialization;

namespace Cutline.Web.Jobs;

/// <summary>The state of a job or of one of its photos.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkState>))]
internal enum WorkState
{
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("cutting")]
    Cutting,

    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Of a photo only: it cannot be cut.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
