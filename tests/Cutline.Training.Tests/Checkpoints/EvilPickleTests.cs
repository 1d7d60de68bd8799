using System.Text;
using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Pickles;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>Pickles that try to run something, to reach beyond their file, or to exhaust what reads them.</summary>
public sealed class EvilPickleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("cos\nsystem\n(X\u0007\0\0\0rm -rf /tR.", "needs os.system, which is no part of a state dict")]
    [InlineData("cposix\nsystem\n.", "needs posix.system,")]
    [InlineData("cbuiltins\neval\n.", "needs builtins.eval,")]
    [InlineData("ctorch\nload\n.", "needs torch.load,")]
    [InlineData("ctorch.jit\nload\n.", "needs torch.jit.load,")]
    [InlineData("ctorch\nComplexFloatStorage\n.", "torch.ComplexFloatStorage, which are not known here")]
    [InlineData("cnumpy.core.multiarray\nscalar\n.", "needs numpy.core.multiarray.scalar,")]
    [InlineData("X\u0002\0\0\0osX\u0006\0\0\0system\u0093.", "needs os.system,")]
    [InlineData("(ios\nsystem\n.", "needs the pickle opcode 0x69 at byte 3")]
    [InlineData(")\u0081.", "needs the pickle opcode 0x81 at byte 3")]
    [InlineData("\u0082\u0001.", "needs the pickle opcode 0x82 at byte 2")]
    [InlineData("S'old text'\n.", "needs the pickle opcode 0x53 at byte 2")]
    [InlineData("ccollections\nOrderedDict\n", "its pickle ends at byte 27")]
    [InlineData("c", "a name without end")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff.", "where 4294967295 more should follow")]
    [InlineData("\u008d\0\0\0\0\0\0\0\u0080.", "where 9223372036854775808 more should follow")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "where 18446744073709551615 more should follow")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.", "an integer of 4294967295 bytes")]
    [InlineData("X\u0001\0\0\0\u00ff.", "text that is not UTF-8")]
    [InlineData("\u0080\u0009.", "pickle protocol 9 is not known")]
    [InlineData(".", "a value that is not there")]
    [InlineData("K\u0001(0.", "a value that is not there")]
    [InlineData("t.", "a mark that is not there")]
    [InlineData("h\u0007.", "a value 7 that is not there")]
    [InlineData("K\u0001K\u0002a.", "appends to what is no list")]
    [InlineData("](K\u0001u.", "sets items of what is no dict")]
    [InlineData("}(K\u0001u.", "sets items of what is no dict")]
    [InlineData("K\u0001)R.", "calls what is no function")]
    [InlineData("ccollections\nOrderedDict\nK\u0001R.", "calls what is no function")]
    [InlineData("ccollections\nOrderedDict\nK\u0001\u0085R.", "a dict of what are no pairs")]
    [InlineData("]}b.", "sets the state of an object")]
    [InlineData("K\u0001Q.", "refers to memory in a way that PyTorch does not")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n)R.", "a parameter of what is no tensor")]
    [InlineData("]q\0h\0a.", "holds no dict")]
    [InlineData("}.", "holds no tensors by name")]
    [InlineData("}q\0X\u0001\0\0\0ah\0s.", "holds no tensors by name")]
    [InlineData("}X\u0001\0\0\0actorch._utils\n_rebuild_tensor_v2\n)Rs.", "a is not described as PyTorch describes a tensor")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R.", "holds one tensor without a name")]
    public void Is_refused(string pickle, string cause) =>
        Assert.Contains(cause, EvilFile.Error(folder, EvilFile.Around([0x80, 2, .. Encoding.Latin1.GetBytes(pickle)])));

    [Theory]
    [InlineData(6, 0, 7, 1, "reaches beyond the 6 elements")]
    [InlineData(6, 1, 6, 1, "reaches beyond the 6 elements")]
    [InlineData(6, 6, 1, 1, "reaches beyond the 6 elements")]
    [InlineData(6, -1, 2, 1, "is not described as PyTorch")]
    [InlineData(6, 0, -2, 1, "a size or stride that is not valid")]
    [InlineData(6, 0, 2, -1, "a size or stride that is not valid")]
    [InlineData(6, 0, 4, 2, "reaches beyond the 6 elements")]
    [InlineData(6, long.MaxValue, 2, long.MaxValue, "reaches beyond the 6 elements")]
    [InlineData(6, 0, long.MaxValue, 1, "a shape beyond any memory")]
    [InlineData(6, 0, 1L << 40, 0, "show the same memory more than 8 times over")]
    [InlineData(7, 0, 2, 1, "storage 0 has 24 bytes, its pickle states 28")]
    [InlineData(1L << 62, 0, 2, 1, "refers to memory in a way that PyTorch does not")]
    [InlineData(1L << 60, 0, 1L << 40, 1, "show the same memory more than 8 times over")]
    [InlineData(1L << 60, 0, 2, 1, "its pickle states 4611686018427387904")]
    [InlineData(-1, 0, 2, 1, "refers to memory in a way that PyTorch does not")]
    public void A_view_beyond_its_storage_is_refused(long elements, long offset, long size, long stride, string cause) =>
        Assert.Contains(cause, EvilFile.Error(folder, EvilFile.Around(EvilFile.Views(elements, (offset, [size], [stride])), new byte[24])));

    [Fact]
    public void Strides_that_only_together_reach_too_far_are_refused()
    {
        var far = Enumerable.Repeat(2L, 40).ToArray();
        var strides = Enumerable.Repeat(long.MaxValue / 4, 40).ToArray();
        Assert.Contains("reaches beyond", EvilFile.Error(folder, EvilFile.Around(EvilFile.Views(6, (0, far, strides)), new byte[24])));
    }

    [Fact]
    public void Memory_shown_again_and_again_is_refused()
    {
        var whole = ((long)0, new long[] { 100_000 }, new long[] { 1 });
        var file = EvilFile.Around(EvilFile.Views(100_000, [.. Enumerable.Repeat(whole, 20)]), new byte[400_000]);
        Assert.Contains("show the same memory", EvilFile.Error(folder, file));
    }

    [Fact]
    public void An_empty_tensor_may_stand_anywhere()
    {
        var file = EvilFile.Around(EvilFile.Views(0, (5, [0, 3], [3, 1])));
        Assert.Equal([0, 3], PyTorchFile.Read(folder.Put("a.pt", file))["view0"].shape);
    }

    [Fact]
    public void No_nesting_is_too_deep()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)']', 500_000), .. Enumerable.Repeat((byte)'a', 499_999), (byte)'.'];
        Assert.Contains("holds no dict", EvilFile.Error(folder, EvilFile.Around(deep)));
        byte[] tuples = [(byte)')', .. Enumerable.Repeat((byte)PickleOpcode.Tuple1, 1_000_000), (byte)'.'];
        Assert.Contains("holds no dict", EvilFile.Error(folder, EvilFile.Around(tuples)));
    }

    [Theory]
    [InlineData((byte)']')]
    [InlineData((byte)'(')]
    public void The_stack_has_an_end(byte opcode) =>
        Assert.Contains(
            "values at once", EvilFile.Error(folder, EvilFile.Around([.. Enumerable.Repeat(opcode, PickleReader.MaxStack + 1)])));

    [Fact]
    public void So_has_the_memory()
    {
        byte[] pickle = [(byte)'N', .. Enumerable.Repeat((byte)PickleOpcode.Memoize, PickleReader.MaxMemo + 1)];
        Assert.Contains("remembers more than", EvilFile.Error(folder, EvilFile.Around(pickle)));
    }

    [Fact]
    public void A_dict_as_Python_2_saved_it_is_read_but_its_pairs_are_not_doubled()
    {
        var pickle = "ccollections\nOrderedDict\nq\0](](U\u0001aK\u0001e](U\u0001bK\u0002eeq\u0001\u0085R0h\0h\u0001\u0085R."u8;
        var value = new PickleReader(Latin(pickle), TorchGlobals.Find, _ => 0).Read();
        Assert.Empty(Assert.IsType<PickleDict>(value).Items);

        pickle = "ccollections\nOrderedDict\n](](U\u0001aK\u0001e](U\u0001bK\u0002ee\u0085R."u8;
        value = new PickleReader(Latin(pickle), TorchGlobals.Find, _ => 0).Read();
        Assert.Equal(2L, Assert.IsType<PickleDict>(value).Find("b"));

        static byte[] Latin(ReadOnlySpan<byte> utf8) => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(utf8));
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }
}
