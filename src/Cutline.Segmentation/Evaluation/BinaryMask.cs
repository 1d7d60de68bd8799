namespace Cutline.Segmentation.Evaluation;

/// <summary>Masks in which any value above 0 is foreground, as zeros and ones.</summary>
internal static class BinaryMask
{
    public static byte[] Of(ReadOnlySpan<byte> mask)
    {
        var binary = GC.AllocateUninitializedArray<byte>(mask.Length);
        for (var i = 0; i < binary.Length; i++) binary[i] = mask[i] > 0 ? (byte)1 : (byte)0;
        return binary;
    }
}
