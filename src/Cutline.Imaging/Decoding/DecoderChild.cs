using System.Collections;
using System.Diagnostics;

namespace Cutline.Imaging.Decoding;

/// <summary>A decoder process, as the one that asks sees it. One thread at a time uses it.</summary>
internal sealed class DecoderChild : IDisposable
{
    /// <summary>How long it may take until it is ready, on a machine that has much else to do.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);

    /// <summary>How long a cancelled picture may still take, so that a process is not ended for one that is nearly done.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>What a decoder gets of the environment: where .NET, its libraries and temporary files lie; no keys.</summary>
    private static readonly string[] Inherited =
        ["DOTNET_ROOT", "LD_LIBRARY_PATH", "DYLD_", "TMP", "TEMP", "HOME", "USERPROFILE", "SYSTEMROOT", "WINDIR", "PATH",
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_PROCESSOR_COUNT"];

    private readonly Process process;
    private readonly DecoderProgram program;
    private readonly Stream input, output;
    private readonly Timer limit;
    private string lastWords = "";
    private bool isReady;
    private readonly Lock gate = new();
    private bool isLimited;
    private volatile bool isEnded;

    private DecoderChild(Process process, DecoderProgram program)
    {
        (this.process, this.program) = (process, program);
        (input, output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        limit = new(_ => EndIfLimited());
        new Thread(Listen, 128 << 10) { IsBackground = true, Name = "decoder's errors" }.Start();
    }

    /// <summary>Whether it can be asked.</summary>
    internal bool IsAlive => !isEnded && !process.HasExited;

    /// <summary>Files by which pictures went to it, kept for the next ones.</summary>
    internal SharedFiles Files { get; } = new();

    /// <summary>The process's number.</summary>
    internal int Id => process.Id;

    /// <summary>Starts one; it is ready somewhat later.</summary>
    /// <exception cref="DecoderException">It cannot be started.</exception>
    internal static DecoderChild Start(DecoderProgram program)
    {
        var start = new ProcessStartInfo(program.File, [.. program.Arguments, DecoderProcess.Argument])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Inherited.Any(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)))
                start.Environment[name] = (string?)variable.Value;
        }

        start.Environment[DecoderProcess.Variable] = "1";
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // no sockets, no files
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x800000"; // 8 MiB: what it holds between two pictures is small
        start.Environment["MALLOC_ARENA_MAX"] = "1"; // one thread decodes
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x28000000"; // 640 MiB: files of 64 MiB, and masks of 16 bits
        try
        {
            return new(Process.Start(start)!, program);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new DecoderException($"no process can be started that decodes pictures ({program.File}): {e.Message}", e);
        }
    }

    /// <summary>What it answers.</summary>
    /// <exception cref="DecoderException">It does not become ready.</exception>
    /// <exception cref="DecoderEndedException">It has ended, or answers nonsense.</exception>
    internal DecodeReply Ask(DecodeRequest request, CancellationToken cancel)
    {
        try
        {
            using var stopping = cancel.UnsafeRegister(_ => Limit(Grace), null);
            BeReady(cancel);
            Limit(cancel.IsCancellationRequested ? Grace : TimeLimit(request.Options.Limits));
            Frame.Write(input, request.Write);
            return DecodeReply.Read(Frame.Read(output), request);
        }
        catch (Exception e) when (e is (IOException and not DecoderException) or InvalidDataException or FormatException)
        {
            throw Ended(e);
        }
        finally
        {
            lock (gate) isLimited = false;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isLimited = false;
            limit.Dispose();
        }

        Kill();
        Files.Dispose();
        process.Dispose();
    }

    /// <summary>The time by the clock after which it is taken to be stuck: its processor time is limited by the system.</summary>
    private static TimeSpan TimeLimit(PhotoLimits limits)
    {
        var pixels = (int)Math.Clamp(Math.Sqrt(limits.MaxPixels), 1, 10_000);
        return 2 * DecodeCost.Of(new(pixels, pixels, "", 3, 1, 8), 0).Time;
    }

    private void BeReady(CancellationToken cancel)
    {
        if (isReady) return;
        Limit(cancel.IsCancellationRequested ? Grace : StartTime);
        try
        {
            isReady = Frame.Read(output).ReadString() == DecoderProcess.Greeting;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            // it has ended, or said something else
        }

        cancel.ThrowIfCancellationRequested();
        if (isReady) return;
        Kill();
        process.WaitForExit(1000);
        var words = lastWords.Length > 0 ? $": {lastWords}" : "";
        throw new DecoderException(
            $"the process that decodes pictures does not start ({program.File}){words}: check the limits of processes, memory and open "
                + $"files, and that Main begins with {nameof(DecoderProcess)}.{nameof(DecoderProcess.RunIfAsked)}");
    }

    /// <summary>Ends the process after some time, unless it has answered by then.</summary>
    private void Limit(TimeSpan time)
    {
        lock (gate)
        {
            isLimited = true;
            limit.Change(time, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndIfLimited()
    {
        lock (gate)
        {
            if (isLimited) Kill();
        }
    }

    private void Kill()
    {
        isEnded = true;
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // it has ended by itself
        }
    }

    private DecoderEndedException Ended(Exception cause)
    {
        var isOurs = isEnded;
        if (cause is InvalidDataException) Kill();
        return process.WaitForExit(2000) ? new(process.ExitCode, isOurs, cause) : new(-1, isOurs, cause);
    }

    /// <summary>Takes what it says on standard error, so that it can go on, and keeps the last of it.</summary>
    private void Listen()
    {
        var block = new byte[1024];
        try
        {
            var errors = process.StandardError.BaseStream;
            for (int n; (n = errors.Read(block)) > 0;)
            {
                var said = System.Text.Encoding.UTF8.GetString(block, 0, n).Trim();
                if (said.Length > 0) lastWords = string.Concat(said.Split('\n')[0].Where(c => !char.IsControl(c)));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // it has ended
        }
    }
}
