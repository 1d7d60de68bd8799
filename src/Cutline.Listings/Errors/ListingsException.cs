namespace Cutline.Listings.Errors;

/// <summary>
/// The base of this library's expected errors. The message is always one line of at most about 1,000 characters that names the cause and
/// the repair.
/// </summary>
public abstract class ListingsException : Exception
{
    private const int MaxMessageLength = 1000;

    private protected ListingsException(string message, Exception? inner = null) : base(OneLine(message), inner)
    {
    }

    /// <summary>
    /// Replaces control characters and cuts long messages: text from outside may hold line breaks, terminal escapes or megabytes.
    /// </summary>
    private static string OneLine(string message)
    {
        var line = string.Concat(message.Take(MaxMessageLength).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));
        return message.Length > MaxMessageLength ? $"{line}…" : line;
    }
}
