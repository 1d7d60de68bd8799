using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace Cutline.Training.Devices;

/// <summary>
/// Prepares the process for libtorch, which has to happen before its first tensor: how its threads wait, where its memory comes from and,
/// on systems with a C++ runtime older than GCC 13's, how it is loaded. Loading this assembly does it; a program that uses TorchSharp
/// before
/// anything of Cutline calls <see cref="Prepare"/> first.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool prepared;

    /// <summary>
    /// Does what has to be done before libtorch's first tensor; later calls do nothing. Environment variables that are set already are left
    /// as they are: <c>OMP_WAIT_POLICY</c>, <c>GOMP_SPINCOUNT</c>.
    /// </summary>
    public static void Prepare()
    {
        lock (Gate)
        {
            if (prepared) return;
            prepared = true;
            if (!OperatingSystem.IsLinux()) return;
            ThreadWaiting.SetDefaults();
            TorchMemory.KeepPages();
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += OlderCppRuntime.Resolve;
        }
    }

    /// <summary>The libtorch that is loaded, such as <c>2.10.0</c>.</summary>
    public static string Version => torch.__version__;

#pragma warning disable CA2255 // a library may use a module initializer where, as here, nothing else comes early enough
    [ModuleInitializer]
    internal static void Initialize() => Prepare();
#pragma warning restore CA2255
}
