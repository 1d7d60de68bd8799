using System.Text.RegularExpressions;

namespace Cutline.Segmentation.Splits;

/// <summary>Finds a sample's group in its name by a regular expression: the expression's first group, or else the whole match.</summary>
internal sealed class SplitPattern
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromMilliseconds(100);

    private readonly string pattern;
    private readonly Regex regex;

    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public SplitPattern(string pattern)
    {
        this.pattern = pattern;
        try
        {
            regex = new(pattern, RegexOptions.CultureInvariant, TimeOut);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(
                $"the pattern '{pattern}' is not a regular expression ({e.Message}): write one such as '^([^_]+)_'", e);
        }
    }

    /// <summary>The group of the sample with this name.</summary>
    /// <exception cref="DatasetException">The pattern does not match, or takes too long.</exception>
    public string GroupOf(string name)
    {
        try
        {
            var match = regex.Match(name);
            if (match.Success) return match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new DatasetException(
                $"the pattern '{pattern}' takes more than {TimeOut.TotalMilliseconds} ms on {name}: write one without nested repetitions",
                e);
        }

        throw new DatasetException($"the pattern '{pattern}' does not occur in {name}: write one that every name has, such as '^([^_]+)'");
    }
}
