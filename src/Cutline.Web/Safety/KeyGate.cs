using System.Security.Cryptography;
using System.Text;
using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>Lets only those with a key use the API. Keys are compared by their hashes, each to its end, so that time tells nothing.</summary>
internal sealed class KeyGate(RequestDelegate next, ServeOptions options)
{
    private const string Bearer = "Bearer ";

    private readonly byte[][] hashes = [.. options.ApiKeys.Select(Hash)];

    public Task InvokeAsync(HttpContext context)
    {
        if (hashes.Length > 0 && !IsKnown(Given(context.Request.Headers))) throw new RefusedException(Problem.NoKey);
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
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : headers["X-Api-Key"].ToString();
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
