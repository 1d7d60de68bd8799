using System.Net.Http.Headers;
using System.Net.Sockets;
using Cutline.Imaging.Decoding;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>A service on a free port, and a client for it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly bool isTemporary;

    private RunningService(WebService service, string store, bool isTemporary)
    {
        (Service, Store, this.isTemporary) = (service, store, isTemporary);
        Client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public WebService Service { get; }

    public HttpClient Client { get; }

    /// <summary>The folder of its store.</summary>
    public string Store { get; }

    /// <param name="options">Where they name no store, it is a temporary one.</param>
    /// <param name="cutter">Null for <see cref="ColourCutter"/>.</param>
    /// <param name="decoder">Null for this process.</param>
    public static async Task<RunningService> StartAsync(
        ServeOptions? options = null, ICutter? cutter = null, PhotoDecoder? decoder = null)
    {
        options ??= new ServeOptions();
        var store = options.Store ?? Directory.CreateTempSubdirectory("cutline-store-").FullName;
        var service = await WebService.StartAsync(
            options with { Port = 0, Store = store }, cutter ?? ColourCutter.Instance, decoder);
        return new(service, store, options.Store is null);
    }

    /// <summary>A client at another address of this machine.</summary>
    public HttpClient From(string address)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new(handler) { BaseAddress = Service.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Sends a photo as the body of a request.</summary>
    public Task<HttpResponseMessage> CutAsync(byte[] photo, string query = "", CancellationToken cancel = default) =>
        Client.PostAsync($"/api/cutouts{query}", new ByteArrayContent(photo), cancel);

    /// <summary>Waits until so many places of the queue are taken.</summary>
    public async Task TakenAsync(int places)
    {
        for (var i = 0; Service.Waiting != places; i++)
        {
            Assert.True(i < 6000, $"{Service.Waiting} places are taken, not {places}");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until so many photos are waiting or being cut.</summary>
    public async Task WholeAsync(int photos)
    {
        for (var i = 0; Service.Whole != photos; i++)
        {
            Assert.True(i < 6000, $"{Service.Whole} photos are waiting or being cut, not {photos}");
            await Task.Delay(10);
        }
    }

    /// <summary>A form with photos under a hostile name, and fields.</summary>
    public static MultipartFormDataContent Form(IEnumerable<byte[]> photos, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var photo in photos)
        {
            var part = new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("text/html") } };
            form.Add(part, "photo", "../../etc/passwd");
        }

        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return form;
    }

    /// <summary>A form with one photo and one other picture.</summary>
    public static MultipartFormDataContent Form(byte[] photo, string name, byte[] picture, params (string Name, string Value)[] fields)
    {
        var form = Form([photo], fields);
        form.Add(new ByteArrayContent(picture), name, "picture");
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.StopAsync();
        await Service.DisposeAsync();
        if (isTemporary) Directory.Delete(Store, recursive: true);
    }
}
