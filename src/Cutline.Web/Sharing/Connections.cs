using System.Net;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Cutline.Web.Sharing;

/// <summary>
/// Limits the connections, of each address and of all. A connection without a request is closed for a new one, first of the address that
/// has the most; so idle connections keep nobody out. Some connections are reserved for the health checks: other requests never use all.
/// </summary>
internal sealed class Connections(ServeOptions options)
{
    /// <summary>Connections that only health checks may use.</summary>
    public const int Reserved = 16;

    private static readonly PathString Health = "/health";

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Entry>> addresses = new(StringComparer.Ordinal);
    private readonly ConnectionLimits limits = options.Connections;
    private long clock;
    private int open, busy;

    /// <summary>Wraps the server's handling of a connection.</summary>
    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        var entry = new Entry(connection, Client.Of(Address(connection)));
        if (!Enter(entry, IsTrusted(Address(connection))))
        {
            connection.Abort(new ConnectionAbortedException("too many connections"));
            return;
        }

        connection.Features.Set(entry);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(entry);
        }
    };

    /// <summary>Handles a request: while it is in hand its connection is not closed for another.</summary>
    /// <exception cref="ProblemException">All connections but the reserved ones have requests in hand.</exception>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var counts = !context.Request.Path.StartsWithSegments(Health);
        var entry = context.Features.Get<Entry>();
        lock (gate)
        {
            if (counts && busy >= limits.Connections - Reserved) throw Refused(context);
            if (counts) busy++;
            if (entry is not null) entry.Requests++;
        }

        try
        {
            await next(context);
        }
        finally
        {
            lock (gate)
            {
                if (counts) busy--;
                if (entry is not null) (entry.Requests, entry.Used) = (entry.Requests - 1, ++clock);
            }
        }
    }

    private static ProblemException Refused(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return new(Problem.TooManyConnections);
    }

    private static IPAddress? Address(ConnectionContext connection) => (connection.RemoteEndPoint as IPEndPoint)?.Address;

    private bool IsTrusted(IPAddress? address) =>
        address is not null && options.TrustedProxies.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private bool Enter(Entry entry, bool isTrusted)
    {
        Entry? given = null;
        lock (gate)
        {
            if (!addresses.TryGetValue(entry.Address, out var own)) own = [];
            if (!isTrusted && own.Count >= limits.ClientConnections) given = Idle(own);
            else if (open >= limits.Connections)
                given = addresses.Values.OrderByDescending(of => of.Count).Select(Idle).FirstOrDefault(e => e is not null);
            else own = Added(own);
            if (given is not null)
            {
                Remove(given);
                own = Added(addresses.GetValueOrDefault(entry.Address) ?? []);
            }

            if (!own.Contains(entry)) return false;
        }

        given?.Connection.Abort(new ConnectionAbortedException("closed for another connection"));
        return true;

        List<Entry> Added(List<Entry> to)
        {
            addresses[entry.Address] = to;
            entry.Used = ++clock;
            to.Add(entry);
            open++;
            return to;
        }
    }

    /// <summary>The connection that has been without a request for longest; null where all have one.</summary>
    private static Entry? Idle(List<Entry> connections) => connections.Where(e => e.Requests == 0).MinBy(e => e.Used);

    private void Leave(Entry entry)
    {
        lock (gate) Remove(entry);
    }

    private void Remove(Entry entry)
    {
        if (!addresses.TryGetValue(entry.Address, out var own) || !own.Remove(entry)) return;
        open--;
        if (own.Count == 0) addresses.Remove(entry.Address);
    }

    /// <summary>An open connection.</summary>
    private sealed class Entry(ConnectionContext connection, string address)
    {
        public ConnectionContext Connection => connection;

        public string Address => address;

        /// <summary>Requests that are in hand.</summary>
        public int Requests { get; set; }

        /// <summary>When it was opened, or its last request ended, by a count of such moments.</summary>
        public long Used { get; set; }
    }
}
