using System.Text.Json.Serialization;

namespace Cutline.Web.Jobs;

/// <summary>How far a job, or one of its photos, is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkState>))]
internal enum WorkState
{
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("cutting")]
    Cutting,

    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Of a photo alone: it was refused.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
