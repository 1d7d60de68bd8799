using Cutline.Imaging.Decoding;

namespace Cutline.Cli.Commands;

/// <summary>The processes in which commands decode pictures from outside.</summary>
internal static class Decoders
{
    /// <summary>Starts them: the first one at once, so that it is ready when the model is.</summary>
    /// <param name="processes">How many at a time; null for one a core.</param>
    /// <exception cref="DecoderException">No process can be started.</exception>
    internal static DecoderPool Start(int? processes = null) => new(processes, DecoderProgram.Of(typeof(Decoders).Assembly));
}
