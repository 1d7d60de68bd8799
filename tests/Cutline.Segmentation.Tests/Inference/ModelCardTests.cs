using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ModelCardTests
{
    [Theory]
    [InlineData("Research use, because of the photos.", "Research use")]
    [InlineData("Apache-2.0", "Apache-2.0")]
    [InlineData("For the trade: see the card.", "For the trade")]
    [InlineData("Free. Cite it.", "Free")]
    [InlineData("Free.", "Free")]
    [InlineData(null, null)]
    public void The_terms_in_short_are_the_first_clause_of_the_licence(string? licence, string? terms) =>
        Assert.Equal(terms, new ModelCard("m.onnx", "", licence, null, null).Terms);

    [Fact]
    public void A_loaded_model_has_its_files_name_hash_and_metadata()
    {
        using var folder = new TemporaryFolder();
        var file = new SmallModel().Write(Path.Combine(folder.Path, "small.onnx"));
        using var model = OnnxModel.Load(file);

        var card = ModelCard.Of(model);
        Assert.Equal(("small.onnx", ModelFile.Hash(file)), (card.Name, card.Hash));
        Assert.Equal((model.Metadata.Licence, model.Metadata.Data, model.Metadata.Precision), (card.Licence, card.Data, card.Precision));
    }
}
