using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// Layers whose parameters training leaves as they are. Their batch norms keep their running statistics, too: call <see cref="Train"/>
/// in place of <c>model.train()</c>.
/// </summary>
public sealed class FrozenLayers
{
    private readonly nn.Module model;
    private readonly List<nn.Module> norms;

    /// <summary>Freezes parameters by their names.</summary>
    /// <exception cref="ArgumentException">There is no such parameter.</exception>
    public FrozenLayers(nn.Module model, Predicate<string> frozen)
    {
        this.model = model;
        var any = false;
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (!frozen(name)) continue;
            parameter.requires_grad = false;
            any = true;
        }

        if (!any) throw new ArgumentException("the model has no parameters to freeze of those names");
        norms = [.. model.modules().OfType<NormBase>().Where(n => n.parameters().All(p => !p.requires_grad)).Distinct()];
    }

    /// <summary>Puts the model into training mode, but for the batch norms of the frozen layers.</summary>
    public void Train()
    {
        model.train();
        norms.ForEach(norm => norm.eval());
    }
}
