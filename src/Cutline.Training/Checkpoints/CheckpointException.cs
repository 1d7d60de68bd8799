using System.Text;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// The exception that is thrown when a checkpoint cannot be read or written. Its message is one line: file, cause and repair.
/// </summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(OneLine(message), inner)
{
    private const int Longest = 1000;

    /// <summary>Names in a file may contain anything: line breaks, terminal escapes, a megabyte of text.</summary>
    private static string OneLine(string message)
    {
        var line = new StringBuilder(Math.Min(message.Length, Longest));
        foreach (var c in message.AsSpan(0, Math.Min(message.Length, Longest)))
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c);
        return message.Length > Longest ? line.Append('…').ToString() : line.ToString();
    }
}
