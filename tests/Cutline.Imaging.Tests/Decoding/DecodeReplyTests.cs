using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>What a decoder process says is checked as if a stranger said it.</summary>
public sealed class DecodeReplyTests
{
    private const int FileBytes = 1000, Page = 1 << 16;

    private static readonly DecodeRequest Load = new(
        DecodeWork.Load, new() { Limits = new() { MaxBytes = 5000, MaxPixels = 100 * 100 } }, "a photo", 1, "/nowhere", FileBytes);

    [Fact]
    public void What_can_be_is_taken_as_it_is()
    {
        var reply = Exchanged(new() { Size = (100, 100), Offset = Page, ProfileBytes = 20, Warning = "its end is missing" }, Load);
        Assert.Equal(((100, 100), PixelFormat.Rgb, Page, 20), (reply.Size, reply.Format, (int)reply.Offset, reply.ProfileBytes));
        Assert.Equal("its end is missing", reply.Warning);
        var info = new PhotoInfo(100, 50, "AVIF", 4, 6, 16);
        Assert.Equal(info, Exchanged(new() { Info = info }, Load with { Work = DecodeWork.Probe }).Info);
    }

    [Theory]
    [InlineData(0, 100, Page, 0)] // no pixels
    [InlineData(-1, -1, Page, 0)]
    [InlineData(101, 100, Page, 0)] // more than the limit
    [InlineData(65536, 65536, Page, 0)] // whose product is 0 in 32 bits
    [InlineData(100, 100, FileBytes - 1, 0)] // within the picture's file
    [InlineData(100, 100, -Page, 0)]
    [InlineData(100, 100, long.MaxValue, 0)]
    [InlineData(100, 100, Page, -1)]
    [InlineData(100, 100, Page, 5001)] // a profile larger than any file
    public void What_cannot_be_is_not_believed(int width, int height, long offset, int profile) => Assert.Throws<InvalidDataException>(
        () => Exchanged(new() { Size = (width, height), Offset = offset, ProfileBytes = profile }, Load));

    [Theory]
    [InlineData(0, 1, "PNG", 3, 1, 8)]
    [InlineData(101, 100, "PNG", 3, 1, 8)]
    [InlineData(1, 1, "SVG", 3, 1, 8)]
    [InlineData(1, 1, "PNG", 0, 1, 8)]
    [InlineData(1, 1, "PNG", 3, 9, 8)]
    [InlineData(1, 1, "PNG", 3, 1, 0)]
    public void Nor_is_a_header(int width, int height, string format, int bands, int orientation, int bits) =>
        Assert.Throws<InvalidDataException>(() => Exchanged(
            new() { Info = new(width, height, format, bands, orientation, bits) }, Load with { Work = DecodeWork.Probe }));

    [Fact]
    public void Another_answer_than_was_asked_for_is_none()
    {
        Assert.Throws<InvalidDataException>(() => Exchanged(new() { Info = new(1, 1, "PNG", 3, 1, 8) }, Load));
        Assert.Throws<InvalidDataException>(
            () => Exchanged(new() { Size = (1, 1), Offset = Page }, Load with { Work = DecodeWork.Probe }));
    }

    [Fact]
    public void An_error_is_one_line()
    {
        Assert.Equal("a b c", Exchanged(new() { Error = "a\nb\u001bc" }, Load).Error);
        Assert.Equal(1 << 16, Exchanged(new() { Error = new('x', 1 << 18) }, Load).Error!.Length);
    }

    [Fact]
    public void A_message_without_end_or_of_nothing_is_none()
    {
        Assert.Throws<InvalidDataException>(() => Frame.Read(new MemoryStream([0xFF, 0xFF, 0xFF, 0x7F, 1, 2])));
        Assert.Throws<InvalidDataException>(() => Frame.Read(new MemoryStream([0, 0, 0, 0])));
        Assert.Throws<EndOfStreamException>(() => Frame.Read(new MemoryStream([9, 0, 0, 0, 1])));
    }

    private static DecodeReply Exchanged(DecodeReply reply, DecodeRequest request)
    {
        var pipe = new MemoryStream();
        Frame.Write(pipe, reply.Write);
        pipe.Position = 0;
        return DecodeReply.Read(Frame.Read(pipe), request);
    }
}
