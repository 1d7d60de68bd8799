using System.Globalization;

namespace Cutline.Cli.Output;

/// <summary>Times as people read them.</summary>
internal static class Duration
{
    /// <summary>Such as <c>2 h 5 min</c>, <c>3 min 20 s</c> or <c>12 s</c>.</summary>
    internal static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";
}
