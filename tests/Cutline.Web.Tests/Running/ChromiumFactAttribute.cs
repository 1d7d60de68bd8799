namespace Cutline.Web.Tests.Running;

/// <summary>A test that needs chromium: skipped where there is none.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Program is null ? "there is no chromium here: apt-get install chromium" : null;
}
