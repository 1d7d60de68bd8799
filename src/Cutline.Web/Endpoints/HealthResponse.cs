namespace Cutline.Web.Endpoints;

/// <summary>The state of the service.</summary>
/// <param name="State"><c>live</c>, <c>ready</c>, <c>stopping</c> or <c>store-failed</c>.</param>
/// <param name="Cause">Why the store cannot be used, and the repair; null where it can be.</param>
internal sealed record HealthResponse(string State, string? Cause = null);
