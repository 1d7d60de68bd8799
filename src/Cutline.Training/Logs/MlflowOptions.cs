namespace Cutline.Training.Logs;

/// <summary>Where a run is tracked.</summary>
/// <param name="Server">The address of an MLflow tracking server, such as <c>http://localhost:5000</c>.</param>
public sealed record MlflowOptions(Uri Server)
{
    /// <summary>The experiment's name; it is made where the server has none of it.</summary>
    public string Experiment { get; init; } = "cutline";

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a server that failed is left alone.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public MlflowOptions Validated()
    {
        if (!Server.IsAbsoluteUri || Server.Scheme is not ("http" or "https"))
            throw new ArgumentException($"Server is {Server}: use an address such as http://localhost:5000");
        if (Server.UserInfo.Length > 0)
            throw new ArgumentException(
                "Server has a password in it: give it in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD of the environment");
        if (string.IsNullOrWhiteSpace(Experiment)) throw new ArgumentException("Experiment is empty: give it a name");
        if (Timeout <= TimeSpan.Zero) throw new ArgumentException($"Timeout is {Timeout}: use a time above 0");
        if (Pause < TimeSpan.Zero) throw new ArgumentException($"Pause is {Pause}: use 0 or more");
        return this;
    }
}
