using System.Globalization;

namespace Cutline.Torch.Nn;

/// <summary>Modules one after another, named 0, 1, 2, …</summary>
public sealed class Sequential : Module
{
    private readonly Module[] modules;

    public Sequential(params Module[] modules)
    {
        this.modules = modules;
        for (var i = 0; i < modules.Length; i++) Register(i.ToString(CultureInfo.InvariantCulture), modules[i]);
    }

    public override Tensor Forward(Tensor x)
    {
        foreach (var module in modules) x = module.Forward(x);
        return x;
    }
}
