namespace Cutline.Torch.Optim;

/// <summary>Adam (Kingma and Ba 2015), as torch.optim.Adam: weight decay is added to the gradient.</summary>
public sealed class Adam(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0)
    : AdaptiveMoments(parameters, learningRate, beta1, beta2, eps, weightDecay, decoupled: false);
