using System.Text;

namespace Cutline.Training.Checkpoints.Pickles;

/// <summary>Writes pickles of protocol 2, an opcode at a time.</summary>
internal sealed class PickleWriter : IDisposable
{
    private const byte Protocol = 2;

    private readonly MemoryStream buffer = new();
    private readonly BinaryWriter output;

    internal PickleWriter()
    {
        output = new BinaryWriter(buffer);
        Emit(PickleOpcode.Proto);
        output.Write(Protocol);
    }

    internal PickleWriter Emit(params ReadOnlySpan<PickleOpcode> opcodes)
    {
        foreach (var opcode in opcodes) output.Write((byte)opcode);
        return this;
    }

    internal PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Emit(PickleOpcode.Unicode);
        output.Write(utf8.Length);
        output.Write(utf8);
        return this;
    }

    internal PickleWriter Integer(long value)
    {
        switch (value)
        {
            case >= 0 and <= byte.MaxValue:
                Emit(PickleOpcode.Byte);
                output.Write((byte)value);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Emit(PickleOpcode.Int32);
                output.Write((int)value);
                break;
            default:
                Emit(PickleOpcode.Long1);
                output.Write((byte)sizeof(long));
                output.Write(value);
                break;
        }

        return this;
    }

    internal PickleWriter Integers(ReadOnlySpan<long> values)
    {
        Emit(PickleOpcode.Mark);
        foreach (var value in values) Integer(value);
        return Emit(PickleOpcode.Tuple);
    }

    /// <summary>A global, which the reader of the pickle looks up.</summary>
    internal PickleWriter Global(string module, string name)
    {
        Emit(PickleOpcode.Global);
        output.Write(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));
        return this;
    }

    /// <summary>Ends the pickle.</summary>
    internal byte[] Stop()
    {
        Emit(PickleOpcode.Stop);
        output.Flush();
        return buffer.ToArray();
    }

    public void Dispose() => output.Dispose();
}
