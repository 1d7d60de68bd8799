using System.Text.Json;

namespace Cutline.Segmentation.Tests;

public sealed class JsonReasonTests
{
    [Theory]
    [InlineData("{\n  \"classes\": [1 2]\n}", "line 2: ")]
    [InlineData("{\n  \"a\": 1,", "line 2: ")]
    [InlineData("", "line 1: ")]
    public void The_line_of_a_fault_is_named_and_no_offset(string text, string start)
    {
        var said = JsonReason.Of(Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text)));
        Assert.StartsWith(start, said, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", said, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "a list [ ] is needed where there is an object { }")]
    [InlineData("null", "a list [ ] is needed where there is nothing")]
    public void Another_kind_of_value_is_called_what_it_is(string text, string said)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Equal(said, JsonReason.Of(Assert.Throws<InvalidOperationException>(() => json.RootElement.GetArrayLength())));
    }

    [Fact]
    public void A_typed_file_names_its_line()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<int[]>("[1,\n \"x\"]"));
        Assert.StartsWith("line 2: The JSON value could not be converted", JsonReason.Of(error), StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", JsonReason.Of(error), StringComparison.Ordinal);
    }
}
