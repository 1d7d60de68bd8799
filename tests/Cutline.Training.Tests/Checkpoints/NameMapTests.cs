using Cutline.Training.Checkpoints;

namespace Cutline.Training.Tests.Checkpoints;

public sealed class NameMapTests
{
    [Theory]
    [InlineData("", "a.weight", "b.bias")]
    [InlineData("module.", "module.a.weight", "module.b.bias")]
    [InlineData("module._orig_mod.model.", "module._orig_mod.model.a.weight", "module._orig_mod.model.b.bias")]
    [InlineData("net.", "net.module_a", "net.b")]
    [InlineData("", "module.a.weight", "b.bias")]
    [InlineData("")]
    public void A_prefix_is_removed_only_where_every_name_has_it(string prefix, params string[] names) =>
        Assert.Equal(prefix, WrapperPrefix.Of(names));

    [Fact]
    public void Each_row_is_mapped_by_its_beginning()
    {
        Assert.Equal("up4.conv.conv.3.weight", NameMap.Milesial.Map("up1.conv.double_conv.3.weight"));
        Assert.Equal("up1.up.bias", NameMap.Milesial.Map("up4.up.bias"));
        Assert.Equal("exit.weight", NameMap.Milesial.Map("outc.conv.weight"));
        Assert.Null(NameMap.SegmentationModelsPyTorch.Map("classification_head.3.weight"));
        Assert.Throws<ArgumentException>(() => NameMap.Milesial.Map("inc.weight"));
    }

    [Fact]
    public void A_project_is_recognised_by_all_of_its_parts_and_nothing_else()
    {
        string[] milesial = [.. NameMap.Milesial.Rows.Select(r => r.There + "0.weight")];
        Assert.True(NameMap.Milesial.Recognises(milesial));
        Assert.True(NameMap.Milesial.Recognises([.. milesial.Where(n => !n.Contains(".up.", StringComparison.Ordinal))])); // bilinear
        Assert.False(NameMap.Milesial.Recognises([.. milesial, "other.weight"]));
        Assert.False(NameMap.Milesial.Recognises(milesial[..^1]));
        Assert.False(NameMap.SegmentationModelsPyTorch.Recognises(milesial));
        Assert.True(NameMap.SegmentationModelsPyTorch.Recognises(["encoder.a", "decoder.blocks.0.b", "segmentation_head.0.bias"]));
    }
}
