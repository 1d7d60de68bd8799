namespace Cutline.Imaging.Decoding;

/// <summary>A decoder process has ended while it had a picture.</summary>
/// <param name="code">Its exit code; beyond 128 that of a signal on Unix.</param>
/// <param name="wasSlow">Whether it was ended since it took too long.</param>
internal sealed class DecoderEndedException(int code, bool wasSlow, Exception cause) : Exception("a decoder process has ended", cause)
{
    private const int Signal = 128, Hangup = 1, Interrupt = 2, Kill = 9, Terminate = 15, ProcessorTime = 24;

    /// <summary>Whether something else than the picture may have ended it: it went by itself, or a signal from outside came.</summary>
    internal bool MayBeByOthers => !wasSlow && code is 0 or Signal + Hangup or Signal + Interrupt or Signal + Kill or Signal + Terminate;

    /// <summary>What that says of the picture.</summary>
    internal string Cause =>
        wasSlow || (!OperatingSystem.IsWindows() && code == Signal + ProcessorTime)
            ? "decoding it takes too long for its size"
            : code == Signal + Kill ? "its decoder was stopped, as where memory is short" : "its decoder stopped";
}
