using System.Globalization;
using Cutline.Training.Checkpoints;
using Cutline.Training.Optimizers;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>All that a run needs to go on as if it had never stopped.</summary>
internal sealed class TrainingState(FlatParameters parameters, Optimizer optimizer, WeightAverage? average, ReduceOnPlateau? plateau,
    GradientScaler? scaler)
{
    /// <summary>Finished epochs.</summary>
    internal int Epoch { get; set; }

    internal int BestEpoch { get; set; }

    internal double BestDice { get; set; } = -1;

    internal double Seconds { get; set; }

    internal void Save(string path)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { ["random"] = get_rng_state() };
        Add(tensors, "model.", parameters.StateDict());
        Add(tensors, "optimizer.", optimizer.StateByParameter());
        if (average is not null) Add(tensors, "average.", average.StateDict());
        var numbers = new Dictionary<string, string>
        {
            ["epoch"] = Text(Epoch), ["best_epoch"] = Text(BestEpoch), ["best_dice"] = Text(BestDice), ["seconds"] = Text(Seconds),
            ["steps"] = Text(optimizer.Steps), ["average_updates"] = Text(average?.Updates ?? 0),
        };
        if (plateau is not null) (numbers["plateau_factor"], numbers["plateau_best"], numbers["plateau_waited"]) = (Text(plateau.Factor),
            Text(plateau.Best), Text(plateau.Waited));
        if (scaler is not null) (numbers["loss_scale"], numbers["loss_scale_good_steps"]) = (Text(scaler.Scale), Text(scaler.GoodSteps));
        SafeTensors.Write(path, tensors, numbers);
    }

    /// <exception cref="CheckpointException">The file is damaged, or not of this run's options.</exception>
    internal void Load(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Open(path);
        try
        {
            parameters.Load(file.ReadWeights("model."));
            average?.Restore(file.ReadWeights("average."), Number<long>(file, "average_updates"));
            optimizer.Restore(file.ReadAll("optimizer."), Number<long>(file, "steps"));
            plateau?.Restore(Number<double>(file, "plateau_factor"), Number<double>(file, "plateau_best"),
                Number<int>(file, "plateau_waited"));
            scaler?.Restore(Number<double>(file, "loss_scale"), Number<int>(file, "loss_scale_good_steps"));
            set_rng_state(file.Read("random"));
            (Epoch, BestEpoch) = (Number<int>(file, "epoch"), Number<int>(file, "best_epoch"));
            (BestDice, Seconds) = (Number<double>(file, "best_dice"), Number<double>(file, "seconds"));
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException($"{path} does not continue this run: {e.Message}; resume with the run's own options, or train "
                + "into a new folder", e);
        }
    }

    private static void Add(Dictionary<string, Tensor> into, string prefix, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, tensor) in tensors) into.Add(prefix + name, tensor);
    }

    private static string Text(IFormattable value) => value.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture);

    private static T Number<T>(SafeTensorsFile file, string key) where T : IParsable<T> =>
        T.Parse(file.Metadata[key], CultureInfo.InvariantCulture);
}
