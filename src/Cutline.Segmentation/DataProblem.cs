namespace Cutline.Segmentation;

/// <summary>One thing wrong with the data.</summary>
/// <param name="File">The file, as the user would find it: below the dataset's root, an archive's entry after its archive.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Repair">What to do about it.</param>
public sealed record DataProblem(string File, string What, string Repair)
{
    /// <summary>One line: file, cause and repair.</summary>
    public override string ToString() => $"{File}: {What}; {Repair}";
}
