namespace Cutline.Web.Endpoints;

/// <param name="State">live, ready or stopping.</param>
internal sealed record Health(string State);
