using Cutline.Studio.Pixels;

namespace Cutline.Studio.Mattes;

/// <summary>
/// The band of cells near the subject's outline, in which alpha is estimated. Elsewhere the binary subject mask gives alpha.
/// </summary>
internal sealed class EdgeZone
{
    private EdgeZone(bool[] contains, Plane probabilities, Plane membership) =>
        (Contains, Probabilities, Membership) = (contains, probabilities, membership);

    /// <summary>Whether each cell is within three cells of the outline.</summary>
    public bool[] Contains { get; }

    /// <summary>The model's probabilities inside the zone; 0 or 1 outside it.</summary>
    public Plane Probabilities { get; }

    /// <summary>The subject mask blurred over three cells: 0 or 1 outside the zone, about one half on the outline.</summary>
    public Plane Membership { get; }

    /// <summary>Builds the zone around the outline of a binary mask.</summary>
    public static EdgeZone Around(bool[] subject, Plane probabilities)
    {
        var decided = new Plane(probabilities.Width, probabilities.Height);
        for (var i = 0; i < subject.Length; i++) decided.Values[i] = subject[i] ? 1 : 0;
        var membership = decided.BinomialBlur().BinomialBlur().BinomialBlur();
        var contains = Array.ConvertAll(membership.Values, m => m is > 0 and < 1);
        for (var i = 0; i < subject.Length; i++)
        {
            if (contains[i]) decided.Values[i] = probabilities.Values[i];
        }

        return new EdgeZone(contains, decided, membership);
    }

    /// <summary>The model's confidence along the outline: the mean of |2p − 1| over the zone; 1 where there is no outline.</summary>
    public double Confidence()
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Contains.Length; i++)
        {
            if (!Contains[i]) continue;
            sum += Math.Abs(2 * Probabilities.Values[i] - 1);
            count++;
        }

        return count == 0 ? 1 : sum / count;
    }
}
