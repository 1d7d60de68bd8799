using Cutline.Listings.Export;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>A request's body whose first bytes were checked to be those of a picture; they are returned again by the first reads.</summary>
internal sealed class PictureBody : Stream
{
    private readonly Stream rest;
    private ReadOnlyMemory<byte> head;

    private PictureBody(ReadOnlyMemory<byte> head, Stream rest) => (this.head, this.rest) = (head, rest);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads and checks the first bytes of a body.</summary>
    /// <exception cref="ProblemException">It is not a picture.</exception>
    public static async Task<PictureBody> OpenAsync(Stream body, CancellationToken cancel)
    {
        var head = new byte[PictureType.HeaderLength];
        var length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        return PictureType.Of(head.AsSpan(0, length)) is not null ? new(head.AsMemory(0, length), body)
            : throw new ProblemException(
                Problem.NoPhoto("the content is not a JPEG, PNG, GIF, WebP, TIFF, AVIF or HEIC picture: a listing stores no other files"));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (head.IsEmpty) return await rest.ReadAsync(buffer, cancellationToken);
        var length = Math.Min(head.Length, buffer.Length);
        head[..length].CopyTo(buffer);
        head = head[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
