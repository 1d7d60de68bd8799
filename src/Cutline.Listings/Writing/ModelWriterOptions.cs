namespace Cutline.Listings.Writing;

/// <summary>Which language model writes: any endpoint that speaks OpenAI's chat protocol, such as Ollama, llama.cpp's server, vLLM or a hosted one.</summary>
public sealed record ModelWriterOptions
{
    public const string EndpointVariable = "CUTLINE_LLM_ENDPOINT", ModelVariable = "CUTLINE_LLM_MODEL", KeyVariable = "CUTLINE_LLM_KEY";

    /// <summary>The address before <c>/chat/completions</c>, such as <c>http://localhost:11434/v1</c>.</summary>
    public Uri? Endpoint { get; init; }

    public string? Model { get; init; }

    /// <summary>Sent as a bearer token; a local endpoint asks for none. It appears in no message.</summary>
    public string? Key { get; init; }

    /// <summary>How long nothing may come: neither the first word nor the next.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the whole text may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What CUTLINE_LLM_ENDPOINT, CUTLINE_LLM_MODEL and CUTLINE_LLM_KEY say.</summary>
    /// <exception cref="WritingException">The endpoint is no address.</exception>
    public static ModelWriterOptions FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return new() { Endpoint = Address(variable(EndpointVariable)), Model = Given(variable(ModelVariable)), Key = Given(variable(KeyVariable)) };
    }

    /// <summary>Whether anything says which model writes.</summary>
    public bool IsGiven => Endpoint is not null || Model is not null;

    /// <exception cref="WritingException">The endpoint or the model is missing, or the endpoint is no address of http or https.</exception>
    public ModelWriterOptions Validated()
    {
        if (Endpoint is null || Model is null) throw new WritingException(WritingFault.NotConfigured, $"the language model's {(Endpoint is null ? "endpoint" : "name")} is missing: set {EndpointVariable} and {ModelVariable}, or neither for the template");
        if (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https")) throw NoAddress(Endpoint.OriginalString);
        return this;
    }

    /// <summary>An endpoint as it is typed.</summary>
    /// <exception cref="WritingException">It is no address.</exception>
    public static Uri? Address(string? text) => Given(text) is not { } given ? null : Uri.TryCreate(given, UriKind.Absolute, out var uri) ? uri : throw NoAddress(given);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static WritingException NoAddress(string text) => new(WritingFault.NotConfigured, $"'{text}' is no endpoint: use an address such as http://localhost:11434/v1");
}
