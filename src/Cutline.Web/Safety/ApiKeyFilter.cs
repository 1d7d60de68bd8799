using System.Security.Cryptography;
using System.Text;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>
/// Requires an API key. Keys are compared by their hashes in constant time, against timing attacks. Endpoints with <see cref="WithoutKey"/>
/// need none.
/// </summary>
internal sealed class ApiKeyFilter(RequestDelegate next, ServeOptions options)
{
    private const string Bearer = "Bearer ";

    private readonly byte[][] hashes = [.. options.ApiKeys.Select(Hash)];

    public Task InvokeAsync(HttpContext context)
    {
        var isRequired = hashes.Length > 0 && context.GetEndpoint()?.Metadata.GetMetadata<WithoutKey>() is null;
        if (isRequired && !IsKnown(Given(context.Request.Headers))) throw new ProblemException(Problem.ApiKeyRequired);
        return next(context);
    }

    private bool IsKnown(string key)
    {
        var (given, known) = (Hash(key), false);
        foreach (var hash in hashes) known |= CryptographicOperations.FixedTimeEquals(hash, given);
        return known;
    }

    private static string Given(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers["X-Api-Key"].ToString();
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>Metadata of an endpoint of the API that needs no key.</summary>
internal sealed record WithoutKey;
