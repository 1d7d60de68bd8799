using System.Buffers.Binary;
using System.Text;
using Cutline.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

public sealed class SafeTensorsHeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("{}      ", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,4],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2)]
    [InlineData(
        """{"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4],"more":1},"a":{"dtype":"I16","shape":[1],"data_offsets":[0,2]}}""", 4)]
    public void A_valid_header_is_read(string header, int data)
    {
        using var file = SafeTensors.Open(Put(header, data));
        using var scope = NewDisposeScope();
        file.ReadAll();
    }

    [Theory]
    [InlineData("", "hold no safetensors header")]
    [InlineData(" {}", "does not begin with {")]
    [InlineData("{]", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("{\"a\":[[[[[[[[", "not valid JSON")]
    [InlineData("""{"\ud800":{}}""", "not valid JSON")]
    [InlineData("""{"a":1}""", "a is not described by an object")]
    [InlineData("""{"a":{}}""", "elements of type none, which are not known here: convert it to one of BOOL, U8,")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", "elements of type C64")]
    [InlineData("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,8]}}""", "elements of type none")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "a has no valid shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", "a has no valid shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "a has a dimension of -2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", "a has no valid shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "a shape beyond any memory")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}""", "a shape beyond any memory")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "no valid data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "no valid data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "no valid data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "a has 8 bytes, its type and shape ask for 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "its header states 16 bytes of data, it has 8")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "its header states 2 bytes of data, it has 8")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}}""",
        "b begins at 3 of the data, the tensor before it ends at 4")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""",
        "b begins at 4 of the data, the tensor before it ends at 3")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[8],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", "epoch in its metadata is not text")]
    [InlineData("""{"__metadata__":"x"}""", "__metadata__ is not described by an object")]
    [InlineData("""{"a\nb\u001b[2J":1}""", "a?b?[2J is not described")]
    public void A_malformed_header_is_refused_in_one_line(string header, string cause)
    {
        var path = Put(header, 8);
        if (header.Length == 0) File.WriteAllBytes(path, []);
        var e = Assert.Throws<CheckpointException>(() => SafeTensors.Open(path));
        Assert.StartsWith(path, e.Message);
        Assert.Contains(cause, e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(100_000_001)]
    [InlineData(11)]
    public void A_header_length_beyond_the_file_is_refused_before_anything_is_read(long length)
    {
        var bytes = new byte[18];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        var path = folder.Put("a", bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("does not fit its 18 bytes", Assert.Throws<CheckpointException>(() => SafeTensors.Open(path)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 200_000);
    }

    [Fact]
    public void More_dimensions_than_libtorch_has_are_refused()
    {
        var shape = string.Join(',', Enumerable.Repeat(1, 65));
        var path = Put("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + shape + "],\"data_offsets\":[0,1]}}", 1);
        Assert.Contains("no valid shape", Assert.Throws<CheckpointException>(() => SafeTensors.Open(path)).Message);
    }

    public void Dispose() => folder.Dispose();

    private string Put(string header, int data)
    {
        var utf8 = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + utf8.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, utf8.Length);
        utf8.CopyTo(bytes, 8);
        return folder.Put("a.safetensors", bytes);
    }
}
