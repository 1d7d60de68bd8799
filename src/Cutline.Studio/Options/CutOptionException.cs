namespace Cutline.Studio.Options;

/// <summary>
/// The exception that is thrown for a wrong value of a cut option. Its message names the option, the value and the repair in one line.
/// </summary>
/// <param name="option">The option's name.</param>
/// <param name="message">The message.</param>
public sealed class CutOptionException(string option, string message) : ArgumentException(message)
{
    /// <summary>The option's name.</summary>
    public string Option { get; } = option;
}
