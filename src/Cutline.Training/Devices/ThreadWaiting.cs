using System.Runtime.InteropServices;

namespace Cutline.Training.Devices;

/// <summary>
/// How long a thread of libtorch's OpenMP runtime (GNU's) keeps its core busy while it waits for the others. By default it does for ever
/// as long as there are no more threads than cores, whatever else the machine has to do: a busy machine then spends its time on waiting.
/// </summary>
internal static partial class ThreadWaiting
{
    /// <summary>
    /// Turns of the waiting loop before a thread sleeps. Alone on a machine most waits of a training step end within them; on a busy one
    /// they are soon over.
    /// </summary>
    private const string SpinCount = "20000";

    /// <summary>Sets the bound, unless the user has chosen one. Has no effect once the runtime is loaded.</summary>
    internal static void Bound()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null) NativeEnvironment.SetDefault("GOMP_SPINCOUNT", SpinCount);
    }
}

/// <summary>The environment that native libraries read: .NET changes a copy of its own, which they do not see.</summary>
internal static partial class NativeEnvironment
{
    internal static void SetDefault(string name, string value) => SetEnvironment(name, value, 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
