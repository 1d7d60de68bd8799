namespace Cutline.Web.Configuration;

/// <summary>The limits of connections, and how fast clients must send and receive.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Largest number of connections. Default 256, of which 16 are reserved for health checks.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Largest number of connections of one address; trusted proxies have no limit of their own. Default 64.</summary>
    public int ClientConnections { get; init; } = 64;

    /// <summary>How long a connection without a request is kept. Default 10 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest duration of a request's headers. Default 10 s.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The lowest rate of an upload and of an answer, on average, in bytes a second. Default 8 KiB/s.</summary>
    public int MinRate { get; init; } = 8 << 10;

    /// <summary>After which time <see cref="MinRate"/> holds. Default 5 s.</summary>
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void Validate()
    {
        Check(Connections is >= 32 and <= 100_000, nameof(Connections), Connections, "32 to 100000");
        Check(ClientConnections is >= 1 and <= 100_000, nameof(ClientConnections), ClientConnections, "1 to 100000");
        Check(KeepAlive >= TimeSpan.FromSeconds(1), nameof(KeepAlive), KeepAlive, "1 s or more");
        Check(HeaderTime >= TimeSpan.FromSeconds(1), nameof(HeaderTime), HeaderTime, "1 s or more");
        Check(MinRate is >= 1 and <= 1 << 30, nameof(MinRate), MinRate, "1 to 1073741824 bytes a second");
        Check(RateGrace > TimeSpan.FromSeconds(1), nameof(RateGrace), RateGrace, "more than 1 s");
    }

    private static void Check(bool fits, string name, object value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"Connections.{name} is {value}: use {use}"));
    }
}
