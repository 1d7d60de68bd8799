using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Models;

/// <summary>
/// Makes models of checkpoints that other projects wrote: <c>UNet</c> of milesial/Pytorch-UNet, <c>Unet</c> and <c>FPN</c> of
/// segmentation_models.pytorch over resnet18, resnet34, resnet50 and mobilenet_v2, and SegFormer-B0 of transformers. Their logits are
/// those of the original wherever height and width are multiples of the model's stride; elsewhere the projects pad differently.
/// </summary>
public static class ModelImport
{
    private const int MostChannels = 1 << 20;

    private static readonly (NameMap Names, Func<CheckpointFile, string, ModelOptions> Options)[] Projects =
    [
        (NameMap.Milesial, Milesial), (NameMap.SegmentationModelsPyTorch, SmpUNetOptions),
        (NameMap.SegmentationModelsPyTorchFpn, SmpFpnOptions), (NameMap.SegFormer, SegFormerOptions),
    ];

    /// <summary>Whether a file holds a model of one of the projects.</summary>
    /// <param name="file">An open checkpoint; prefixes of wrappers (<c>module.</c>, <c>_orig_mod.</c>, <c>model.</c>, <c>net.</c>) are
    /// allowed.</param>
    public static bool Recognises(CheckpointFile file) => Find(file) is not null;

    /// <summary>Makes the model of a file with its weights, in training mode.</summary>
    /// <param name="path">A state dict that torch.save wrote (.pt, .pth), or safetensors.</param>
    /// <param name="under">The keys that lead to the state dict within a .pt or .pth file.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or of no project that is known.</exception>
    public static SegmentationModel Load(string path, string? under = null) => Read(path, under).Model;

    /// <summary>Makes the model of a file in evaluation mode, with what is said of it.</summary>
    /// <param name="path">As in <see cref="Load"/>.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or of no project that is known.</exception>
    /// <exception cref="ArgumentException">Something that the file leaves open is not said, or does not fit it.</exception>
    public static LoadedCheckpoint Open(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (model, project) = Read(path, under: null);
        try
        {
            if (options.Size is not var (width, height))
                throw new ArgumentException($"{path} is a file of {project}, which does not say how large the model's input is: give "
                    + "ImportOptions.Size, the size that it was trained with");
            var preprocess = new PreprocessOptions(width, height, options.Fit, options.Normalization ?? Usual(model, path, project));
            preprocess.Validate();
            if (options.Classes is { } classes && classes.Validated().Count != model.Classes)
                throw new ArgumentException(model.Classes == 1
                    ? $"ImportOptions.Classes names {classes.Count} classes, and {path} has one output, of an object: leave it out"
                    : $"ImportOptions.Classes names {classes.Count} classes, and {path} has {model.Classes}: name each of them");
            model.eval();
            var metadata = ModelCheckpoint.Describe(model.Options, preprocess, options.Classes).ToDictionary();
            return new(path, model, preprocess, options.Classes, metadata) { Project = project };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static (SegmentationModel Model, string Project) Read(string path, string? under)
    {
        using var file = CheckpointFile.Open(path, under);
        var (names, options) = Find(file) ?? throw new CheckpointException(
            $"{path} holds weights of no known project: use a file of {string.Join(" or ", Projects.Select(p => p.Names.Project))}");
        var prefix = WrapperPrefix.Of(file.Names);
        using var scope = NewDisposeScope();
        try
        {
            var model = ModelRegistry.Make(options(file, prefix));
            var state = new Dictionary<string, Tensor>();
            foreach (var (name, tensor) in file.ReadWeights(prefix))
                if (names.Map(name) is { } here) state.Add(here, tensor);
            StateDict.Load(model, state);
            foreach (var tensor in StateDict.Of(model).Values) tensor.DetachFromDisposeScope();
            return (model, names.Project);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException($"{path} is of another variant of {names.Project} than is known: {e.Message}", e);
        }
    }

    private static Normalization Usual(SegmentationModel model, string path, string project) => model switch
    {
        UNet => Normalization.Unit,
        SegFormer => Normalization.ImageNet,
        _ => throw new ArgumentException($"{path} is a file of {project}, which does not say how colours were scaled: give "
            + "ImportOptions.Normalization, imagenet for weights that began with an encoder's, unit for colours divided by 255 alone"),
    };

    private static (NameMap Names, Func<CheckpointFile, string, ModelOptions> Options)? Find(CheckpointFile file)
    {
        var prefix = WrapperPrefix.Of(file.Names);
        string[] names = [.. file.Names.Select(n => n[prefix.Length..])];
        foreach (var project in Projects)
            if (project.Names.Recognises(names)) return project;
        return null;
    }

    private static ModelOptions Milesial(CheckpointFile file, string prefix)
    {
        var transposed = file.Names.Contains($"{prefix}up1.up.weight");
        var (enter, exit) = (Kernel(file, $"{prefix}inc.double_conv.0.weight"), Kernel(file, $"{prefix}outc.conv.weight"));
        CheckWidth(file, $"{prefix}down4.maxpool_conv.1.double_conv.3.weight", transposed ? enter.Out << 4 : enter.Out << 3);
        return new()
        {
            Name = UNet.Kind.Name, Base = enter.Out, MaxChannels = enter.Out << 4, Depth = 4, InChannels = enter.In, Classes = exit.Out,
            Up = transposed ? UpSampling.Transposed : UpSampling.BilinearNarrow,
        };
    }

    private static ModelOptions SmpFpnOptions(CheckpointFile file, string prefix)
    {
        var (encoder, inChannels) = SmpEncoder(file, prefix);
        var (pyramid, head) = (Kernel(file, $"{prefix}decoder.p5.weight"), Kernel(file, $"{prefix}segmentation_head.0.weight"));
        var options = new ModelOptions
        {
            Name = SmpFpn.Kind.Name, Encoder = encoder, Base = pyramid.Out / 16, InChannels = inChannels, Classes = head.Out,
        };
        CheckWidth(file, $"{prefix}decoder.seg_blocks.0.block.0.block.0.weight", SmpFpn.WidthsOf(options.Base).Segmentation);
        return options;
    }

    private static ModelOptions SegFormerOptions(CheckpointFile file, string prefix)
    {
        const string name = "mit_b0";
        var stem = Kernel(file, $"{prefix}segformer.encoder.patch_embeddings.0.proj.weight");
        var classifier = Kernel(file, $"{prefix}decode_head.classifier.weight");
        if (stem.Out != MixTransformer.B0[0])
            throw new ArgumentException($"its encoder begins with {stem.Out} channels: only SegFormer-B0's, {name}, is known");
        CheckWidth(file, $"{prefix}decode_head.linear_fuse.weight", classifier.In);
        return new()
        {
            Name = SegFormer.Kind.Name, Encoder = name, Base = classifier.In / 16, InChannels = stem.In, Classes = classifier.Out,
        };
    }

    private static ModelOptions SmpUNetOptions(CheckpointFile file, string prefix)
    {
        var (encoder, inChannels) = SmpEncoder(file, prefix);
        var head = Kernel(file, $"{prefix}segmentation_head.0.weight");
        CheckWidth(file, $"{prefix}decoder.blocks.0.conv2.0.weight", head.In << 4);
        return new()
        {
            Name = SmpUNet.Kind.Name, Encoder = encoder,
            Base = head.In, MaxChannels = head.In << 4, InChannels = inChannels, Classes = head.Out,
        };
    }

    private static (string Name, int InChannels) SmpEncoder(CheckpointFile file, string prefix)
    {
        var encoder = SmpEncoder(name => file.Names.Contains($"{prefix}encoder.{name}.weight"));
        var stem = encoder.StartsWith("resnet", StringComparison.Ordinal) ? "conv1" : "features.0.0";
        return (encoder, Kernel(file, $"{prefix}encoder.{stem}.weight").In);
    }

    private static string SmpEncoder(Predicate<string> has)
    {
        if (has("features.18.0")) return "mobilenet_v2_1280";
        if (!has("layer1.0.conv1") || has("layer3.6.conv1") || has("layer1.3.conv1"))
            throw new ArgumentException("its encoder is none of resnet18, resnet34, resnet50 and mobilenet_v2");
        if (has("layer1.0.conv3")) return "resnet50";
        return has("layer1.2.conv1") ? "resnet34" : "resnet18";
    }

    /// <summary>The channels of a convolution.</summary>
    private static (int Out, int In) Kernel(CheckpointFile file, string name) =>
        file.Describe(name) is { Shape: [var outChannels, var inChannels, _, _] }
        ? ((int)Math.Min(outChannels, MostChannels), (int)Math.Min(inChannels, MostChannels))
        : throw new ArgumentException($"{name} is {file.Describe(name)}, no weight of a convolution");

    /// <summary>The widest layer is as wide as the narrowest promises, so that a small file cannot ask for a large model.</summary>
    private static void CheckWidth(CheckpointFile file, string name, int channels)
    {
        if (Kernel(file, name).Out != channels)
            throw new ArgumentException($"{name} is {file.Describe(name)}, and the other layers ask for {channels} channels");
    }
}
