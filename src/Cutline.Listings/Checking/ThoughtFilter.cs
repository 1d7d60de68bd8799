using System.Text;

namespace Cutline.Listings.Checking;

/// <summary>
/// Takes a language model's thoughts out of its answer while that comes in pieces; the result does not depend on the pieces. What stands
/// before a closing mark without an opening one is a thought, too: the opening one stood in the model's template. The beginning is
/// therefore held back until it is told from a thought.
/// </summary>
/// <param name="isAnswer">
/// Tells the beginning of an answer, some whole sentences, from a thought; null holds everything back until the end.
/// </param>
internal sealed class ThoughtFilter(Func<string, bool>? isAnswer)
{
    /// <summary>The first word of a thought whose channel's marks were lost, directly before a capital letter.</summary>
    private const string LostMark = "analysis";

    /// <summary>
    /// The most of a beginning that is told from a thought, in characters. One that is not told by then is held back until the end.
    /// </summary>
    private const int MostJudged = 8 << 10;

    private readonly StringBuilder held = new();
    private string buffer = "";
    private bool channel, released;
    private int judged;

    /// <summary>Whether the answer is in a thought, at whose end there may be nothing.</summary>
    internal bool IsThinking { get; private set; }

    /// <summary>Whether some text was handed out that a closing mark then showed to be a thought.</summary>
    internal bool HasLeaked { get; private set; }

    /// <summary>The number of characters that are held back.</summary>
    internal int Held => held.Length;

    private bool AtStart => !released && held.Length == 0;

    /// <summary>Adds the next piece.</summary>
    /// <returns>The text that is certain now; it may be empty.</returns>
    internal string Add(string piece)
    {
        buffer += piece;
        while (Step())
        {
        }

        return released ? Taken() : "";
    }

    /// <summary>The server keeps the thoughts apart: what it sends as text is text.</summary>
    internal void Trust() => released |= isAnswer is not null;

    /// <summary>Ends the answer.</summary>
    /// <returns>The rest of the text.</returns>
    internal string End()
    {
        if (!IsThinking) Hold(buffer);
        buffer = "";
        return Taken();
    }

    /// <returns>Whether another mark may follow in the buffer.</returns>
    private bool Step()
    {
        if (IsThinking) return StepInThought();
        if (AtStart)
        {
            buffer = buffer.TrimStart();
            if (buffer.Length <= LostMark.Length && LostMark.StartsWith(buffer, StringComparison.Ordinal)) return false;
            if (buffer.StartsWith(LostMark, StringComparison.Ordinal) && char.IsUpper(buffer[LostMark.Length]))
                return IsThinking = channel = true;
        }

        if (ThoughtMarks.Any().Match(buffer) is not { Success: true } mark)
        {
            var certain = ThoughtMarks.Begun().Match(buffer) is { Success: true } begun ? begun.Index : buffer.Length;
            Hold(buffer[..certain]);
            buffer = buffer[certain..];
            return false;
        }

        Hold(buffer[..mark.Index]);
        buffer = buffer[(mark.Index + mark.Length)..];
        if (mark.Groups[ThoughtMarks.Close].Success) Forget();
        IsThinking = mark.Groups[ThoughtMarks.Open].Success;
        channel = IsThinking && ThoughtMarks.IsChannel(mark.Value);
        return true;
    }

    private bool StepInThought()
    {
        if ((channel ? ThoughtMarks.EndOfChannel() : ThoughtMarks.End()).Match(buffer) is { Success: true } end)
        {
            (buffer, IsThinking) = (buffer[(end.Index + end.Length)..], false);
            return true;
        }

        if (buffer.Length > ThoughtMarks.Longest) buffer = buffer[^ThoughtMarks.Longest..];
        return false;
    }

    private void Hold(string text)
    {
        held.Append(AtStart ? text.TrimStart() : text);
        if (released || isAnswer is null || text.Length == 0 || held.Length > MostJudged) return;
        var whole = held.ToString();
        for (int end; !released && (end = Sentence.End(whole, judged)) >= 0; judged = end) released = isAnswer(whole[..end]);
    }

    private void Forget()
    {
        HasLeaked |= released;
        held.Clear();
        judged = 0;
    }

    private string Taken()
    {
        var text = held.ToString();
        held.Clear();
        return text;
    }
}
