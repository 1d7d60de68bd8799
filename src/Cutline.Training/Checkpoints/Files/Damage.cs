namespace Cutline.Training.Checkpoints.Files;

/// <summary>
/// Errors in the content of a file. Readers that do not know the file's name throw them as predicates, such as "is damaged: …"; whoever
/// opened the file puts its name before them and throws a <see cref="CheckpointException"/>.
/// </summary>
internal static class Damage
{
    private const int Shown = 80;

    internal static InvalidDataException Of(string why) => new($"is damaged: {why}; copy or export it again");

    /// <summary>A name from the file, short enough for a message.</summary>
    internal static string Short(string name) => name.Length <= Shown ? name : $"{name.AsSpan(0, Shown)}…";
}
