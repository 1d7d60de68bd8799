using System.Diagnostics;
using Cutline.Torch.Checkpoints;

namespace Cutline.Torch.Tests.Checkpoints;

/// <summary>Against the PyTorch that is installed here.</summary>
public sealed class PythonTests
{
    [PythonTorchFact]
    public void Torch_loads_what_is_written_here_and_the_other_way_round()
    {
        using var folder = new TemporaryFolder();
        using var scope = new TensorScope();
        var tensors = Weights.OfEveryType();
        PyTorchFile.Write(folder.At("ours.pt"), tensors);

        var (code, output) = PythonTorchFactAttribute.Run([Golden.At("round_trip.py"), folder.At("ours.pt"), folder.At("theirs.pt")]);
        Assert.True(code == 0, output);

        var back = PyTorchFile.Read(folder.At("theirs.pt"));
        Assert.True(back.Remove("transposed", out var transposed));
        Assert.Equal([0, 2, 4, 1, 3, 5], transposed.ToArray<float>());
        Weights.AssertSame(tensors, back);
    }
}

/// <summary>A test that needs Python's torch, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTorchFactAttribute : FactAttribute
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> Present = new(() =>
        File.Exists(Python) && Run(["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)"]).Code == 0);

    public PythonTorchFactAttribute() => Skip = Present.Value ? null : $"{Python} has no torch (Debian's python3-torch)";

    internal static (int Code, string Output) Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        var output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
