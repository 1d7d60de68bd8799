namespace Cutline.Listings;

/// <summary>Something expected went wrong with facts, texts or stored listings; the message, always one line, names the cause and the repair.</summary>
public abstract class ListingsException : Exception
{
    private const int Longest = 1000;

    private protected ListingsException(string message, Exception? inner = null) : base(OneLine(message), inner)
    {
    }

    /// <summary>What others wrote may hold anything: line breaks, terminal escapes, a megabyte of it.</summary>
    private static string OneLine(string message)
    {
        var line = string.Concat(message.Take(Longest).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));
        return message.Length > Longest ? $"{line}…" : line;
    }
}
