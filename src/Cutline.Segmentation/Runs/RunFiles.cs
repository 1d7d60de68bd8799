using System.Globalization;

namespace Cutline.Segmentation.Runs;

/// <summary>The names of the files in a training run's folder.</summary>
public static class RunFiles
{
    /// <summary>All options of the run, as JSON.</summary>
    public const string Options = "options.json";

    /// <summary>All options by the epoch from which they held, one JSON object per line: a resumed run may change some.</summary>
    public const string OptionsHistory = "options-history.jsonl";

    /// <summary>Versions, device and processor the run was made with, as JSON.</summary>
    public const string Environment = "environment.json";

    /// <summary>The names of the training, validation and test samples and the keys of their photos, as JSON.</summary>
    public const string Split = "split.json";

    /// <summary>One <see cref="EpochMetrics"/> per line, as JSON.</summary>
    public const string Metrics = "metrics.jsonl";

    /// <summary>The model of the best epoch for ONNX Runtime.</summary>
    public const string BestModel = "best.onnx";

    /// <summary>The weights of the best epoch.</summary>
    public const string BestWeights = "best.safetensors";

    /// <summary>The state after the last finished epoch, from which a run is resumed.</summary>
    public const string LastState = "last.safetensors";

    /// <summary>The state after the epoch before that one.</summary>
    public const string PreviousState = "previous.safetensors";

    /// <summary>Held open by the process that trains.</summary>
    public const string Lock = "training.lock";

    /// <summary>Loss and scores by epoch.</summary>
    public const string Curves = "curves.png";

    /// <summary>Predictions of the best model on validation samples.</summary>
    public const string Samples = "samples.png";

    /// <summary>The folder of the sheets made during training.</summary>
    public const string Sheets = "sheets";

    /// <summary>The report of the run, one HTML file.</summary>
    public const string Report = "report.html";

    /// <summary>The figures of a cross-validation, as JSON, in the folder of its folds.</summary>
    public const string CrossValidation = "cross-validation.json";

    /// <summary>The mean of the models of all folds for ONNX Runtime, in the folder of the folds.</summary>
    public const string Ensemble = "ensemble.onnx";

    /// <summary>The name of a fold's run in the folder of a cross-validation.</summary>
    /// <param name="fold">Counted from 1.</param>
    public static string Fold(int fold) => string.Create(CultureInfo.InvariantCulture, $"fold{fold}");

    /// <summary>The sheet of predictions after an epoch, relative to the run's folder.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public static string Sheet(int epoch) => Path.Combine(Sheets, $"epoch-{epoch:D4}.jpg");
}
