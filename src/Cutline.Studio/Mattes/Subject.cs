namespace Cutline.Studio.Mattes;

/// <summary>
/// The car that a photo is of, among the islands of its mask: the largest, where islands far from the photo's centre count less. Islands
/// of one car that a post divides belong together; all others are left out.
/// </summary>
public sealed class Subject
{
    /// <summary>The area of another island, as a fraction of the subject's, from which on it counts as another car.</summary>
    public const double LeastOther = 0.1;

    /// <summary>Islands below this fraction of the largest one's area are no cars, and none of them is left out.</summary>
    private const double SmallestCar = 0.05;

    /// <summary>
    /// The distance from the photo's centre, as a fraction of half its diagonal, that weighs an island's area by e^(−1/2).
    /// </summary>
    private const double CentreSpread = 0.25;

    /// <summary>
    /// The depth of a valley between two parts of an island from which on they may be two cars, and its margin at the ends.
    /// </summary>
    private const double LeastValley = 0.4, ValleyMargin = 0.15;

    private Subject(bool[] mask, double other, bool joined) => (Mask, Other, IsJoined) = (mask, other, joined);

    /// <summary>The mask without the islands that were left out, (height, width) in row order.</summary>
    public ReadOnlyMemory<bool> Mask { get; }

    /// <summary>The area of the largest car that was left out, as a fraction of the subject's; 0 where there is none.</summary>
    public double Other { get; }

    /// <summary>
    /// Whether the subject's outline has a valley as deep as that between two cars of which one stands before the other. They are one
    /// island, and are not separated.
    /// </summary>
    public bool IsJoined { get; }

    /// <summary>Whether the photo seems to show another car than the subject.</summary>
    public bool HasOtherCar => Other >= LeastOther || IsJoined;

    /// <summary>Finds the subject.</summary>
    /// <param name="mask">(height, width) in row order, covering the whole photo at any resolution.</param>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="height">Rows of the mask.</param>
    /// <exception cref="ArgumentException">The mask is empty, or its length is not width · height.</exception>
    public static Subject Of(ReadOnlySpan<bool> mask, int width, int height)
    {
        if (width < 1 || height < 1 || mask.Length != (long)width * height)
            throw new ArgumentException($"{mask.Length} cells do not fill a mask of {width}×{height}: give height · width cells");
        return Of(mask, Components.Of(mask, width, height), width, height);
    }

    /// <summary>Finds the subject of a mask whose components are known.</summary>
    internal static Subject Of(ReadOnlySpan<bool> mask, Components components, int width, int height)
    {
        var largest = components.Parts.Where(part => part.Set).Select(part => part.Area).DefaultIfEmpty().Max();
        int[] indices = [.. Enumerable.Range(0, components.Parts.Count)
            .Where(i => components.Parts[i].Set && components.Parts[i].Area >= SmallestCar * largest)];
        if (indices.Length == 0) return new(mask.ToArray(), 0, joined: false);

        var islands = Island.Of(components, indices, width, height);
        var cars = Cars(islands);
        var subject = cars.MaxBy(car => Score(car.Select(i => islands[i]), width, height))!;
        var leftOut = new bool[components.Parts.Count];
        foreach (var i in cars.Where(car => car != subject).SelectMany(car => car)) leftOut[indices[i]] = true;
        var kept = new bool[mask.Length];
        for (var i = 0; i < kept.Length; i++) kept[i] = mask[i] && !leftOut[components.Labels[i]];

        long Area(int[] car) => car.Sum(i => (long)islands[i].Area);
        var other = cars.Where(car => car != subject).Select(Area).DefaultIfEmpty().Max();
        var joined = islands[subject.MaxBy(i => islands[i].Area)].Valley(ValleyMargin) >= LeastValley;
        return new(kept, (double)other / Area(subject), joined);
    }

    /// <summary>The indices of the islands of each car.</summary>
    private static int[][] Cars(Island[] islands)
    {
        var car = Enumerable.Range(0, islands.Length).ToArray();
        for (var i = 0; i < islands.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (car[i] == car[j] || !Divider.Between(islands[i], islands[j])) continue;
                var (joined, into) = (car[i], car[j]);
                for (var k = 0; k < car.Length; k++)
                    if (car[k] == joined) car[k] = into;
            }
        }

        return [.. Enumerable.Range(0, islands.Length).GroupBy(i => car[i]).Select(group => group.ToArray())];
    }

    /// <summary>The area, weighed by e^(−d²/2s²) of the distance d of the centroid from the photo's centre.</summary>
    private static double Score(IEnumerable<Island> car, int width, int height)
    {
        var (area, x, y) = (0L, 0.0, 0.0);
        foreach (var island in car) (area, x, y) = (area + island.Area, x + island.Sum.X, y + island.Sum.Y);
        var (dx, dy) = (x / area - width / 2.0, y / area - height / 2.0);
        var distance = 4 * (dx * dx + dy * dy) / ((double)width * width + (double)height * height);
        return area * Math.Exp(-distance / (2 * CentreSpread * CentreSpread));
    }
}
