namespace Cutline.Segmentation;

/// <summary>A fault in a dataset's files.</summary>
/// <param name="File">The file, relative to the dataset's root; an entry of an archive after the archive's name.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Repair">What the user can do about it.</param>
public sealed record DataProblem(string File, string What, string Repair)
{
    /// <summary>One line: file, cause and repair.</summary>
    public override string ToString() => $"{File}: {What}; {Repair}";
}
