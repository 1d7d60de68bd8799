namespace Cutline.Web.Tests.Running;

/// <summary>A test that needs curl: skipped where there is none.</summary>
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "curl")))
            ? null
            : "there is no curl here: apt-get install curl";
}
