using Cutline.Training.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>Several models while they are exported as one. They remain their owner's: it is never disposed of.</summary>
internal sealed class ModelEnsemble : Module<Tensor, Tensor>
{
    /// <param name="members">Each from pictures to logits.</param>
    internal ModelEnsemble(IReadOnlyList<Module<Tensor, Tensor>> members) : base(nameof(ModelEnsemble))
    {
        Members = members;
        foreach (var (i, member) in members.Index()) register_module($"member{i + 1}", member);
    }

    internal IReadOnlyList<Module<Tensor, Tensor>> Members { get; }

    /// <summary>Logits have no mean that would be an ensemble's: only probabilities are averaged.</summary>
    public override Tensor forward(Tensor input) => throw new NotSupportedException("an ensemble has probabilities alone");

    /// <summary>The mean of what the members give, (N, classes, H, W) each, for each of their outputs.</summary>
    /// <param name="probabilities">Of a member, for each of its outputs.</param>
    /// <exception cref="OnnxExportException">They separate different classes.</exception>
    internal IReadOnlyList<Tensor> Mean(Func<Module<Tensor, Tensor>, IReadOnlyList<Tensor>> probabilities)
    {
        IReadOnlyList<Tensor>[] all = [.. Members.Select(probabilities)];
        return [.. Enumerable.Range(0, all[0].Count).Select(output => Mean([.. all.Select(member => member[output])]))];
    }

    private static Tensor Mean(Tensor[] members)
    {
        var sum = members[0];
        foreach (var (i, member) in members.Index().Skip(1))
        {
            if (!member.shape.AsSpan().SequenceEqual(sum.shape))
                throw new OnnxExportException(
                    $"model {i + 1} separates {member.shape[1]} classes and the first {sum.shape[1]}: use models of the same classes");
            sum = F.Add(sum, member);
        }

        return F.Multiply(sum, 1.0 / members.Length);
    }
}
