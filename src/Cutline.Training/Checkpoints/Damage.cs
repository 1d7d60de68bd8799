namespace Cutline.Training.Checkpoints;

/// <summary>
/// What is wrong within a file, said by readers that do not know its name: predicates,
/// to which whoever opened the file adds the subject and makes it a <see cref="CheckpointException"/>.
/// </summary>
internal static class Damage
{
    private const int Shown = 80;

    internal static InvalidDataException Of(string why) => new($"is damaged: {why}; copy or export it again");

    /// <summary>A name from the file, short enough for a message.</summary>
    internal static string Short(string name) => name.Length <= Shown ? name : $"{name.AsSpan(0, Shown)}…";
}
