namespace Cutline.Segmentation;

/// <summary>How a dataset was read, where its files leave that open, or hold what is not used.</summary>
/// <param name="What">What was found and how it is read, with numbers.</param>
/// <param name="Repair">What the user can do to have it read differently.</param>
public sealed record DataNote(string What, string Repair)
{
    /// <summary>One line: what was found, and what can be done.</summary>
    public override string ToString() => $"{What}; {Repair}";
}
