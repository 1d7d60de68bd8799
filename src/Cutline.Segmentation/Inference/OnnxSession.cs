using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// Opens sessions of ONNX Runtime with the settings of this library: threads that sleep while they wait, and nothing on the error stream.
/// </summary>
internal static partial class OnnxSession
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>No ONNX file is larger: its encoding cannot hold more.</summary>
    private const long MostBytes = int.MaxValue;

    private static readonly Lazy<bool> Environment = new(() =>
    {
        var environment = OrtEnv.Instance(); // the process has one; another part of the program may have made it
        environment.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        environment.DisableTelemetryEvents();
        return true;
    });

    /// <summary>Loads a file. Its operators are compiled and its constants laid out for this processor.</summary>
    /// <exception cref="ModelException">The file is damaged or not ONNX, or there is no such device.</exception>
    public static InferenceSession Open(string file, OnnxOptions options)
    {
        _ = Environment.Value;
        var length = new FileInfo(file).Length;
        if (length > MostBytes) throw new ModelException($"{file} has {length:N0} bytes: an ONNX file has at most {MostBytes:N0}");
        using var settings = Settings(file, options);
        try
        {
            return new InferenceSession(file, settings);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"{file} cannot be loaded: {Reason(e)}", e);
        }
    }

    /// <summary>The settings of a run.</summary>
    public static RunOptions RunSettings() => new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    /// <summary>ONNX Runtime's message without its code and the places in its source.</summary>
    public static string Reason(OnnxRuntimeException error) => SourcePlace().Replace(error.Message, "").Trim();

    [GeneratedRegex(@"^\[ErrorCode:\w+\]\s*|(/\S+/)?\w+\.(cc|h|cpp):\d+\s([^()]*\([^)]*\)|\w+)\s")]
    private static partial Regex SourcePlace();

    private static SessionOptions Settings(string file, OnnxOptions options)
    {
        var settings = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = options.ThreadCount,
            InterOpNumThreads = 1,
            EnableCpuMemArena = options.KeepMemory,
            EnableMemoryPattern = false, // a quarter more memory, and no time
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        settings.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        if (!options.Device.IsCuda) return settings;
        try
        {
            if (!OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider))
                throw new ModelException(
                    $"{file} cannot run on {options.Device}: this build has no CUDA; reference the package "
                    + "Microsoft.ML.OnnxRuntime.Gpu.Linux (or .Gpu.Windows) 1.31.0, or use the device cpu");
            settings.AppendExecutionProvider_CUDA(options.Device.Index);
            return settings;
        }
        catch (OnnxRuntimeException e)
        {
            settings.Dispose();
            throw new ModelException($"{file} cannot run on {options.Device}: {Reason(e)}", e);
        }
        catch (ModelException)
        {
            settings.Dispose();
            throw;
        }
    }
}
