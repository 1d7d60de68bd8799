namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The sky at a time of day: its colours from zenith to horizon, and the colour that distant objects fade into.</summary>
internal sealed record Sky(Rgb Zenith, Rgb Middle, Rgb Horizon, Rgb Haze, bool Dark = false)
{
    private static readonly Sky[] All =
    [
        Of("#4f93d8", "#9cc7ec", "#e6f1f8", "#c4d6e2"),
        Of("#8fa9bd", "#c3cfd8", "#e9edee", "#c9d1d6"),
        Of("#3a5f99", "#e39b7b", "#ffd9a0", "#d6a58f"),
        Of("#7fc0e8", "#bfe3f3", "#fbf6e3", "#d3dfda"),
        Of("#141c38", "#2c3a66", "#5f6794", "#3d4670", dark: true),
    ];

    /// <summary>A random sky.</summary>
    public static Sky Draw(SceneRandom random) => random.Pick<Sky>(All);

    private static Sky Of(string zenith, string middle, string horizon, string haze, bool dark = false) =>
        new(Rgb.Parse(zenith), Rgb.Parse(middle), Rgb.Parse(horizon), Rgb.Parse(haze), dark);
}
