using Cutline.Training.Layers;
using Mono.Cecil;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Layers;

/// <summary>Numbers given to libtorch live until it has read them, whatever the garbage collector does meanwhile.</summary>
public sealed class ScalarsTests
{
    [Fact]
    public void Numbers_live_through_the_call_while_another_thread_collects_garbage()
    {
        using var stop = new CancellationTokenSource();
        var collecting = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collecting.Start();
        try
        {
            // More threads than cores, so that they are interrupted within a call.
            Parallel.For(0, 4 * Environment.ProcessorCount, new() { MaxDegreeOfParallelism = 4 * Environment.ProcessorCount }, _ =>
            {
                using var x = ones([64]);
                for (var i = 0; i < 8000; i++)
                {
                    using var scope = NewDisposeScope();
                    var y = x.Plus(x) * Held(0.5) - Held(1);
                    Assert.Equal(i / 8f, y.PlusInPlace(x).mul_(Held(i / 8.0))[0].item<float>());
                }
            });
        }
        finally
        {
            stop.Cancel();
            collecting.Join();
        }
    }

    /// <summary>Also through the operators of TorchSharp that make a number of their own, as <c>a + b</c> does.</summary>
    [Fact]
    public void No_code_of_training_leaves_a_number_to_the_garbage_collector()
    {
        using var torchSharp = AssemblyDefinition.ReadAssembly(typeof(Tensor).Assembly.Location);
        using var training = AssemblyDefinition.ReadAssembly(typeof(Scalars).Assembly.Location);
        var calls = Methods(torchSharp).Where(m => m.HasBody).ToDictionary(m => m.FullName, m => Called(m).ToHashSet());
        var unsafeMethods = calls.Keys.Where(IsNumber).ToHashSet();
        Assert.NotEmpty(unsafeMethods);
        while (calls.Where(c => c.Value.Overlaps(unsafeMethods) && unsafeMethods.Add(c.Key)).ToList().Count > 0) { }
        Assert.Contains(unsafeMethods, m => m.EndsWith("::add(TorchSharp.torch/Tensor)", StringComparison.Ordinal));
        string[] found = [..
            from method in Methods(training)
            where method.HasBody && method.DeclaringType.FullName != typeof(Scalars).FullName
            from called in Called(method)
            where unsafeMethods.Contains(called)
            select $"{method.FullName} calls {called}"];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static bool IsNumber(string method) =>
        method.StartsWith("TorchSharp.Scalar ", StringComparison.Ordinal)
        && (method.Contains(" TorchSharp.Scalar::op_Implicit(", StringComparison.Ordinal)
            || method.Contains("TorchSharp.ScalarExtensionMethods::", StringComparison.Ordinal));

    private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
        assembly.MainModule.GetTypes().SelectMany(t => t.Methods);

    private static IEnumerable<string> Called(MethodDefinition method) =>
        method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Select(m => m.FullName);
}
