namespace Cutline.Imaging.Decoding;

/// <summary>Does what a decoder process is asked for.</summary>
internal sealed class DecodeRequestHandler(ProcessLimits limits) : IDisposable
{
    private readonly SharedFiles files = new();

    internal DecodeReply Answer(DecodeRequest request)
    {
        limits.Allow(DecodeCost.OfHeader(request.Bytes));
        var shared = files.Take(request.Number) ?? SharedFile.Open(request.Number, request.Path);
        try
        {
            var file = shared.Read(0, request.Bytes);
            limits.Allow(DecodeCost.OfHeader(file));
            return request.Work == DecodeWork.Probe
                ? new() { Info = Photo.Probe(file, request.Options.Limits, request.Name) }
                : Pixels(request, file, new Room(shared, file.Length, limits));
        }
        catch (PhotoException e)
        {
            return new() { Error = e.Message, IsWhole = e.IsWhole };
        }
        catch (OutOfMemoryException)
        {
            return new() { Error = PictureFile.Unreadable(request.Name, "there is not enough memory for it").Message };
        }
        finally
        {
            files.Put(shared);
        }
    }

    public void Dispose() => files.Dispose();

    private static DecodeReply Pixels(DecodeRequest request, byte[] file, Room room)
    {
        using var photo = request.Work == DecodeWork.Load
            ? Photo.Load(file, request.Options, request.Name, room)
            : Photo.LoadIndices(file, request.Options.Limits, request.Name, room);
        room.Keep(photo);
        return new()
        {
            Size = (photo.Width, photo.Height), Offset = room.Offset, ProfileBytes = photo.IccProfile?.Length ?? 0,
            Warning = photo.Warning,
        };
    }

    /// <summary>The place for pixels in the shared file.</summary>
    private sealed class Room(SharedFile shared, int fileBytes, ProcessLimits limits) : PixelRoom
    {
        private bool isTaken;

        internal long Offset { get; } = SharedFile.After(fileBytes);

        internal override void Expect(PhotoInfo info) => limits.Allow(DecodeCost.Of(info, fileBytes));

        internal override PixelMemory Take(long bytes)
        {
            shared.Grow(Offset + bytes);
            var place = shared.Map(Offset, bytes, release: _ => { });
            isTaken = true;
            return place;
        }

        /// <summary>Writes the profile, and the pixels where they are not there yet.</summary>
        internal void Keep(Photo photo)
        {
            if (!isTaken) shared.Write(photo.Pixels, Offset);
            if (photo.IccProfile is { } icc) shared.Write(icc, Offset + photo.Pixels.Length);
        }
    }
}
