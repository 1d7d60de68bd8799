namespace Cutline.Listings.Writing;

/// <summary>Sends requests, and cuts the bodies of answers that are errors, which the client would read whole into memory.</summary>
/// <param name="most">The most of such a body that is kept, in bytes.</param>
internal sealed class ShortErrors(int most) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        var body = response.Content;
        var (bytes, length) = (new byte[4096], 0);
        var stream = await body.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            for (int n; (n = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                length += n;
                if (length == most) break;
                if (length == bytes.Length) Array.Resize(ref bytes, Math.Min(most, 2 * length));
            }
        }

        response.Content = new ByteArrayContent(bytes, 0, length);
        response.Content.Headers.ContentType = body.Headers.ContentType;
        body.Dispose();
        return response;
    }
}
