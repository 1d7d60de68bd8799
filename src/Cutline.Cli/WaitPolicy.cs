using System.Runtime.InteropServices;

namespace Cutline.Cli;

/// <summary>How libtorch's threads wait for each other.</summary>
internal static partial class WaitPolicy
{
    private const string Variable = "OMP_WAIT_POLICY";

    /// <summary>
    /// Lets a thread that waits leave its core to others, as it should where photos are decoded and encoded while the model predicts.
    /// To be called before libtorch is loaded, which reads it once; what the environment says comes first.
    /// </summary>
    internal static void LeaveCores() => _ = SetVariable(Variable, "PASSIVE", overwrite: 0); // .NET's own environment is a copy, which libraries do not see

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)] private static partial int SetVariable(string name, string value, int overwrite);
}
