using System.Collections.Concurrent;
using Cutline.Imaging;
using Cutline.Imaging.Decoding;

namespace Cutline.Web.Tests.Running;

/// <summary>Reads pictures in this process, and notes which, as <c>probe the photo</c>.</summary>
internal sealed class NotingDecoder : PhotoDecoder
{
    private readonly ConcurrentQueue<string> read = new();

    public IEnumerable<string> Read => read;

    /// <summary>What is said of every photo from now on; null for nothing.</summary>
    public string? Error { get; set; }

    /// <summary>Whether no process can be started, from now on.</summary>
    public bool IsStarved { get; set; }

    public override PhotoInfo Probe(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default)
    {
        Note("probe", name);
        if (IsStarved) throw new DecoderException("no process can be started that decodes pictures");
        return Photo.Probe(bytes, limits, name);
    }

    public override Photo Load(
        ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default)
    {
        Note("load", name);
        return Error is null ? Photo.Load(bytes, options, name) : throw new PhotoException(Error);
    }

    public override Photo LoadIndices(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default)
    {
        Note("indices", name);
        return Photo.LoadIndices(bytes, limits, name);
    }

    private void Note(string work, string? name) => read.Enqueue($"{work} {name}");
}
