namespace Cutline.Web.Endpoints;

/// <summary>The state of the service.</summary>
/// <param name="State"><c>live</c>, <c>ready</c> or <c>stopping</c>.</param>
internal sealed record HealthResponse(string State);
