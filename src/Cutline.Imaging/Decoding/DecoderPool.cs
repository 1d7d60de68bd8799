using System.Collections.Concurrent;

namespace Cutline.Imaging.Decoding;

/// <summary>
/// Decodes pictures in child processes, each with limits of memory by the pixels that a picture promises, of processor time and of files.
/// What goes wrong in one is an error of that picture; the process is replaced.
/// </summary>
public sealed class DecoderPool : PhotoDecoder
{
    private readonly DecoderProgram program;
    private readonly SemaphoreSlim places;
    private readonly ConcurrentStack<DecoderChild> idle = [];
    private volatile bool isDisposed;

    /// <summary>A pool, of which one process is started at once and the others when they are needed.</summary>
    /// <param name="processes">How many decode at a time, at most; null for one a core.</param>
    /// <param name="program">What is started; null for this program itself.</param>
    /// <exception cref="DecoderException">The first process cannot be started.</exception>
    /// <exception cref="InvalidOperationException">This process is a decoder of another pool.</exception>
    public DecoderPool(int? processes = null, DecoderProgram? program = null)
    {
        if (Environment.GetEnvironmentVariable(DecoderProcess.Variable) is not null)
            throw new InvalidOperationException(
                $"a decoder process starts no decoders: begin Main with {nameof(DecoderProcess)}.{nameof(DecoderProcess.RunIfAsked)}");
        ArgumentOutOfRangeException.ThrowIfLessThan(processes ?? 1, 1, nameof(processes));
        this.program = program ?? DecoderProgram.Of();
        places = new(processes ?? Environment.ProcessorCount);
        idle.Push(DecoderChild.Start(this.program));
    }

    /// <summary>The number of a process that has nothing to do, the one that is asked next; null where there is none.</summary>
    internal int? NextProcess => idle.TryPeek(out var child) ? child.Id : null;

    public override PhotoInfo Probe(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default) =>
        Placed(() => Header(bytes, limits, name, cancel), cancel);

    public override Photo Load(
        ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default) =>
        Placed(() => Pixels(DecodeWork.Load, bytes, options, name, cancel), cancel);

    public override Photo LoadIndices(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default) =>
        Placed(() => Pixels(DecodeWork.Indices, bytes, limits is null ? null : new() { Limits = limits }, name, cancel), cancel);

    public override Task<PhotoInfo> ProbeAsync(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default) =>
        PlacedAsync(() => Header(bytes, limits, name, cancel), cancel);

    public override Task<Photo> LoadAsync(
        ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default) =>
        PlacedAsync(() => Pixels(DecodeWork.Load, bytes, options, name, cancel), cancel);

    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        while (idle.TryPop(out var child)) child.Dispose();
        base.Dispose(disposing);
    }

    private PhotoInfo Header(ReadOnlyMemory<byte> bytes, PhotoLimits? limits, string? name, CancellationToken cancel)
    {
        var (reply, shared, files) = Ask(DecodeWork.Probe, bytes, limits is null ? null : new() { Limits = limits }, name, cancel);
        files.Put(shared);
        return reply.Info!;
    }

    private Photo Pixels(DecodeWork work, ReadOnlyMemory<byte> bytes, PhotoLoad? options, string? name, CancellationToken cancel)
    {
        var (reply, shared, files) = Ask(work, bytes, options, name, cancel);
        try
        {
            var ((width, height), format) = (reply.Size, reply.Format);
            var length = (long)width * height * (int)format;
            if (shared.Length < reply.Offset + length + reply.ProfileBytes) throw Unreadable(name, "its decoder stopped");
            var icc = reply.ProfileBytes > 0 ? shared.Read(reply.Offset + length, reply.ProfileBytes) : null;
            return new(shared.Map(reply.Offset, length, files.Put), width, height, format, icc) { Warning = reply.Warning };
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The answer of a process, the file that it shares, and where that goes when it is done with. A process that another has ended is
    /// asked again once, as a fresh one.
    /// </summary>
    private (DecodeReply Reply, SharedFile Shared, SharedFiles Files) Ask(
        DecodeWork work, ReadOnlyMemory<byte> bytes, PhotoLoad? options, string? name, CancellationToken cancel)
    {
        (options, name) = (options ?? PhotoLoad.Default, name ?? PictureFile.Unnamed);
        PictureFile.CheckBytes(bytes.Length, options.Limits, name);
        for (var isFirst = true; ; isFirst = false)
        {
            cancel.ThrowIfCancellationRequested();
            var child = Take();
            SharedFile? shared = null;
            DecodeReply reply;
            try
            {
                shared = Shared(child, bytes);
                reply = child.Ask(new(work, options, name, shared.Number, shared.Path, bytes.Length), cancel);
            }
            catch (Exception e)
            {
                shared?.Dispose();
                child.Dispose();
                if (e is not DecoderEndedException ended) throw;
                cancel.ThrowIfCancellationRequested();
                if (isFirst && ended.MayBeByOthers) continue;
                throw Unreadable(name, ended.Cause, e);
            }

            Put(child);
            if (reply.Error is null && !cancel.IsCancellationRequested) return (reply, shared, child.Files);
            child.Files.Put(shared);
            cancel.ThrowIfCancellationRequested();
            throw new PhotoException(reply.Error!) { IsWhole = reply.IsWhole };
        }
    }

    /// <summary>A file that begins with the picture's.</summary>
    private static SharedFile Shared(DecoderChild child, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var shared = child.Files.Take() ?? SharedFile.Create();
            shared.Write(bytes.Span, 0);
            return shared;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DecoderException($"a picture cannot be handed to its decoder: {e.Message}", e);
        }
    }

    private DecoderChild Take()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        while (idle.TryPop(out var child))
        {
            if (child.IsAlive) return child;
            child.Dispose();
        }

        return DecoderChild.Start(program);
    }

    private void Put(DecoderChild child)
    {
        idle.Push(child);
        if (isDisposed) Dispose(disposing: true);
    }

    private T Placed<T>(Func<T> work, CancellationToken cancel)
    {
        places.Wait(cancel);
        try
        {
            return work();
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<T> PlacedAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // on a thread of its own: those that answer requests are as few as the cores
            return await Task.Factory.StartNew(
                work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    private static PhotoException Unreadable(string? name, string cause, Exception? inner = null) =>
        new(PictureFile.Unreadable(name ?? PictureFile.Unnamed, cause).Message, inner);
}
