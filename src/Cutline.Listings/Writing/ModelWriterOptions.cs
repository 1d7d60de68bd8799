namespace Cutline.Listings.Writing;

/// <summary>
/// The language model of a <see cref="ModelWriter"/>: any endpoint with OpenAI's chat API, such as Ollama, llama.cpp's server, vLLM or a
/// hosted service.
/// </summary>
public sealed record ModelWriterOptions
{
    /// <summary>The environment variable of <see cref="Endpoint"/>.</summary>
    public const string EndpointVariable = "CUTLINE_LLM_ENDPOINT";

    /// <summary>The environment variable of <see cref="Model"/>.</summary>
    public const string ModelVariable = "CUTLINE_LLM_MODEL";

    /// <summary>The environment variable of <see cref="Key"/>.</summary>
    public const string KeyVariable = "CUTLINE_LLM_KEY";

    /// <summary>The address before <c>/chat/completions</c>, such as <c>http://localhost:11434/v1</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The API key, sent as a bearer token; null for an endpoint without authentication. It appears in no message.</summary>
    public string? Key { get; init; }

    /// <summary>The longest wait for the first or the next piece of the text; 60 s by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time for the whole text; 5 minutes by default.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether an endpoint or a model is set.</summary>
    public bool IsConfigured => Endpoint is not null || Model is not null;

    /// <summary>Reads the options from environment variables.</summary>
    /// <param name="variable">Reads a variable; the process's environment where null.</param>
    /// <exception cref="WritingException">The endpoint is not an address.</exception>
    public static ModelWriterOptions FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return new()
        {
            Endpoint = ParseEndpoint(variable(EndpointVariable)),
            Model = NullIfBlank(variable(ModelVariable)),
            Key = NullIfBlank(variable(KeyVariable)),
        };
    }

    /// <summary>Parses the address of an endpoint.</summary>
    /// <returns>The address; null where the text is blank.</returns>
    /// <exception cref="WritingException">The text is not an address.</exception>
    public static Uri? ParseEndpoint(string? text)
    {
        if (NullIfBlank(text) is not { } given) return null;
        return Uri.TryCreate(given, UriKind.Absolute, out var address) ? address : throw InvalidEndpoint(given);
    }

    /// <summary>Checks the endpoint and the model.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="WritingException">
    /// The endpoint or the model is missing, or the endpoint is not an http or https address.
    /// </exception>
    public ModelWriterOptions Validated()
    {
        if (Endpoint is null || Model is null)
        {
            var missing = Endpoint is null ? "endpoint" : "name";
            var repair = $"set {EndpointVariable} and {ModelVariable}, or neither for the template";
            throw new WritingException(WritingFault.NotConfigured, $"the language model's {missing} is missing: {repair}");
        }

        if (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https")) throw InvalidEndpoint(Endpoint.OriginalString);
        return this;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static WritingException InvalidEndpoint(string text) =>
        new(WritingFault.NotConfigured, $"'{text}' is not a valid endpoint: use an address such as http://localhost:11434/v1");
}
