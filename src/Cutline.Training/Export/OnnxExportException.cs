namespace Cutline.Training.Export;

/// <summary>A model cannot be exported to ONNX as it is. The message names the operation and what to do.</summary>
public sealed class OnnxExportException(string message, Exception? inner = null) : Exception(message, inner);
