using TorchSharp.Modules;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// Estimates the running statistics of a model's batch norms anew, for its present weights: the mean over the batches given, as
/// torch.optim.swa_utils.update_bn does. The moving average that training keeps needs hundreds of steps to follow the weights; before
/// that, a good model scores badly in evaluation mode.
/// </summary>
public static class BatchStatistics
{
    /// <summary>
    /// Replaces the running means and variances. Everything but batch norm is in evaluation mode meanwhile; frozen layers, whose batch norm
    /// is in evaluation mode already, keep theirs. Afterwards every layer's mode is as before.
    /// </summary>
    /// <param name="model">With its batch norms in training mode, except those that are frozen.</param>
    /// <param name="batches">Inputs of the model; each is disposed by the caller's dispose scope, one of its own for each batch.</param>
    /// <returns>The number of batches that were used.</returns>
    public static int Estimate(nn.Module<Tensor, Tensor> model, IEnumerable<Tensor> batches)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        var modes = model.modules().Append(model).Select(m => (Module: m, m.training)).ToList();
        var norms = model.modules().OfType<NormBase>().Distinct().Where(n => n.training && n.running_mean is not null).ToList();
        if (norms.Count == 0) return 0;
        using var counters = NewDisposeScope();
        var settings = norms.ConvertAll(n => (n.momentum, Batches: n.num_batches_tracked!.item<long>()));
        using var _ = no_grad();
        var count = 0;
        try
        {
            model.eval();
            foreach (var norm in norms)
            {
                norm.train();
                norm.momentum = null; // the mean over all batches so far
                norm.num_batches_tracked!.zero_();
            }

            using var all = batches.GetEnumerator();
            while (true)
            {
                using var scope = NewDisposeScope();
                if (!all.MoveNext()) break;
                model.call(all.Current);
                count++;
            }
        }
        finally
        {
            foreach (var (norm, (momentum, batchesBefore)) in norms.Zip(settings))
            {
                norm.momentum = momentum;
                norm.num_batches_tracked!.fill_(Held(batchesBefore));
            }

            foreach (var (module, training) in Enumerable.Reverse(modes).OrderBy(m => m.Module.children().Any() ? 0 : 1)) module
                .train(training);
        }

        return count;
    }
}
