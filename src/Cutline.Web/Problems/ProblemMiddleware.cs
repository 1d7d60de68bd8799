using System.Globalization;
using Cutline.Web.Storage;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Problems;

/// <summary>
/// Answers every refused request, also one that the server refused itself, with a problem of RFC 9457, and every unexpected exception with
/// one that reveals no internals.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    private const int ClientGone = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            var response = context.Response;
            if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await WriteAsync(context, Problem.OfStatus(response.StatusCode, context.Request));
        }
        catch (ProblemException e)
        {
            await WriteAsync(context, e.Problem);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, Problem.OfStatus(e.StatusCode, context.Request));
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = ClientGone;
        }
        catch (Exception e)
        {
            Failed(log, LogText.Of(e));
            await WriteAsync(context, Problem.InternalError);
        }
    }

    internal static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // a partial response must not look complete
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized) headers.WWWAuthenticate = "Bearer";
        if (problem.RetryAfter is { } wait)
            headers[HeaderNames.RetryAfter] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var result = TypedResults.Problem(
            problem.Detail, statusCode: problem.Status, title: problem.Title, type: problem.Type, extensions: problem.More);
        return result.ExecuteAsync(context);
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
