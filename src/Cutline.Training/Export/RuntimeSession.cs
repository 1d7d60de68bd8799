using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>Opens ONNX files that are still in memory, with threads that sleep while they wait: others may be training beside.</summary>
internal static class RuntimeSession
{
    /// <exception cref="OnnxExportException">ONNX Runtime refuses the file: an ONNX form is wrong.</exception>
    internal static InferenceSession Open(byte[] file)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new(file, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxExportException(
                $"ONNX Runtime refuses the file: {e.Message}. A registered ONNX form is wrong: check its operators and their inputs", e);
        }
    }
}
