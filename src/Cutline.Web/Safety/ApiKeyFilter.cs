using System.Security.Cryptography;
using System.Text;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;

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
        if (!isRequired) return next(context);
        var number = NumberOf(Given(context.Request.Headers));
        if (number < 0) throw new ProblemException(Problem.ApiKeyRequired);
        if (hashes.Length > 1) Client.Knows(context, number); // one key is everyone's, and tells nobody apart
        return next(context);
    }

    /// <returns>The number of the key; -1 for an unknown one.</returns>
    private int NumberOf(string key)
    {
        var (given, number) = (Hash(key), -1);
        for (var i = 0; i < hashes.Length; i++)
            if (CryptographicOperations.FixedTimeEquals(hashes[i], given)) number = i;
        return number;
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
