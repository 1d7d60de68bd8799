using Cutline.Golden;
using Cutline.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>Against the PyTorch that is installed here.</summary>
public sealed class PythonTests
{
    [PythonFact("torch")]
    public void Torch_loads_what_is_written_here_and_the_other_way_round()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var tensors = Weights.OfEveryType();
        PyTorchFile.Write(folder.At("ours.pt"), tensors);

        var (code, output) = PythonFactAttribute.Run(Golden.At("round_trip.py"), folder.At("ours.pt"), folder.At("theirs.pt"));
        Assert.True(code == 0, output);

        var back = PyTorchFile.Read(folder.At("theirs.pt"));
        Assert.True(back.Remove("transposed", out var transposed));
        Assert.Equal([0, 2, 4, 1, 3, 5], transposed.ToArray<float>());
        Weights.AssertSame(tensors, back);
    }
}
