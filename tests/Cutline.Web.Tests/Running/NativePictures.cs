using NetVips;

namespace Cutline.Web.Tests.Running;

/// <summary>Pictures in libvips' memory and files that it has open.</summary>
internal static class NativePictures
{
    /// <summary>Blocks of memory and open files, after what nobody refers to is gone.</summary>
    public static (int Blocks, int Files) Held()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return (Stats.Allocations, Stats.Files);
    }
}
