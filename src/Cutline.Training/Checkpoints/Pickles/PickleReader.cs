using System.Text;
using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints.Pickles;

/// <summary>
/// A pickle machine that builds plain values only: the caller lists which globals a pickle may name and call. It does not recurse, so that
/// no nesting is too deep; what it allocates is in proportion to the length of the pickle.
/// </summary>
/// <param name="global">The value of a global, <c>module</c> and <c>name</c>; throws <see cref="InvalidDataException"/> for one that is not
/// allowed.</param>
/// <param name="persistent">The object behind a persistent id.</param>
internal ref struct PickleReader(ReadOnlySpan<byte> data, Func<string, string, object> global, Func<object?, object> persistent)
{
    internal const int MaxStack = 1 << 20, MaxMemo = 1 << 20;
    private const int NewestProtocol = 5;

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];
    private PickleInput input = new(data);

    /// <summary>Bytes read so far: where the next pickle of a stream begins.</summary>
    internal readonly int Position => input.Position;

    /// <summary>Runs the pickle to its end.</summary>
    /// <exception cref="InvalidDataException">The pickle is damaged, or uses what no state dict needs.</exception>
    internal object? Read()
    {
        while (true)
        {
            var at = input.Position;
            var opcode = (PickleOpcode)input.Byte();
            switch (opcode)
            {
                case PickleOpcode.Proto:
                    if (input.Byte() is > NewestProtocol and var protocol) throw Damage.Of($"its pickle protocol {protocol} is not known");
                    break;
                case PickleOpcode.Frame: input.UInt64(); break;
                case PickleOpcode.Stop: return Pop();
                case PickleOpcode.Mark: Mark(); break;
                case PickleOpcode.Pop: Pop(); break;
                case PickleOpcode.PopMark: PopMark(); break;

                case PickleOpcode.None: Push(null); break;
                case PickleOpcode.True: Push(true); break;
                case PickleOpcode.False: Push(false); break;
                case PickleOpcode.Int32: Push((long)input.Int32()); break;
                case PickleOpcode.Byte: Push((long)input.Byte()); break;
                case PickleOpcode.UInt16: Push((long)input.UInt16()); break;
                case PickleOpcode.Long1: Push(input.Integer(input.Byte())); break;
                case PickleOpcode.Long4: Push(input.Integer(input.UInt32())); break;
                case PickleOpcode.Float: Push(input.Float()); break;
                case PickleOpcode.String: Push(Encoding.Latin1.GetString(input.Take(input.UInt32()))); break;
                case PickleOpcode.ShortString: Push(Encoding.Latin1.GetString(input.Take(input.Byte()))); break;
                case PickleOpcode.Unicode: Push(input.Text(input.UInt32())); break;
                case PickleOpcode.ShortUnicode: Push(input.Text(input.Byte())); break;
                case PickleOpcode.Unicode8: Push(input.Text(input.UInt64())); break;
                case PickleOpcode.Bytes: Push(input.Take(input.UInt32()).ToArray()); break;
                case PickleOpcode.ShortBytes: Push(input.Take(input.Byte()).ToArray()); break;
                case PickleOpcode.Bytes8: Push(input.Take(input.UInt64()).ToArray()); break;

                case PickleOpcode.EmptyList: Push(new PickleList()); break;
                case PickleOpcode.List: PushList(PopMark()); break;
                case PickleOpcode.Append: Append([Pop()]); break;
                case PickleOpcode.Appends: Append(PopMark()); break;
                case PickleOpcode.EmptyTuple: Push(PickleTuple.Empty); break;
                case PickleOpcode.Tuple: Push(new PickleTuple(PopMark())); break;
                case PickleOpcode.Tuple1: Push(new PickleTuple(PopLast(1))); break;
                case PickleOpcode.Tuple2: Push(new PickleTuple(PopLast(2))); break;
                case PickleOpcode.Tuple3: Push(new PickleTuple(PopLast(3))); break;
                case PickleOpcode.EmptyDict: Push(new PickleDict()); break;
                case PickleOpcode.Dict: PushDict(PopMark()); break;
                case PickleOpcode.SetItem: SetItems(PopLast(2)); break;
                case PickleOpcode.SetItems: SetItems(PopMark()); break;

                case PickleOpcode.Get: Push(Remembered(input.Byte())); break;
                case PickleOpcode.LongGet: Push(Remembered(input.UInt32())); break;
                case PickleOpcode.Put: Remember(input.Byte()); break;
                case PickleOpcode.LongPut: Remember(input.UInt32()); break;
                case PickleOpcode.Memoize: Remember((uint)memo.Count); break;

                case PickleOpcode.Global: Push(global(input.Line(), input.Line())); break;
                case PickleOpcode.StackGlobal: PushGlobal(PopLast(2)); break;
                case PickleOpcode.Reduce: Call(PopLast(2)); break;
                case PickleOpcode.Build: SetState(Pop()); break;
                case PickleOpcode.PersistentId: Push(persistent(Pop())); break;
                default:
                    throw new InvalidDataException(
                        $"needs the pickle opcode 0x{(byte)opcode:X2} at byte {at}, which no state dict does: "
                        + "save only model.state_dict() in PyTorch, or copy the file again");
            }
        }
    }

    private readonly int Floor => marks.TryPeek(out var mark) ? mark : 0;

    private readonly void Push(object? value)
    {
        if (stack.Count >= MaxStack) throw Damage.Of($"its pickle holds more than {MaxStack} values at once");
        stack.Add(value);
    }

    private readonly void Mark()
    {
        if (marks.Count >= MaxStack) throw Damage.Of($"its pickle holds more than {MaxStack} values at once");
        marks.Push(stack.Count);
    }

    private readonly object? Top() => stack.Count > Floor ? stack[^1] : throw Damage.Of("its pickle uses a value that is not there");

    private readonly object? Pop()
    {
        var value = Top();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private readonly object?[] PopLast(int count)
    {
        if (stack.Count - Floor < count) throw Damage.Of("its pickle uses a value that is not there");
        return PopFrom(stack.Count - count);
    }

    private readonly object?[] PopMark() =>
        marks.TryPop(out var mark) ? PopFrom(mark) : throw Damage.Of("its pickle uses a mark that is not there");

    private readonly object?[] PopFrom(int start)
    {
        var values = stack[start..].ToArray();
        stack.RemoveRange(start, values.Length);
        return values;
    }

    private readonly void PushList(object?[] items)
    {
        Push(new PickleList());
        Append(items);
    }

    private readonly void PushDict(object?[] items)
    {
        Push(new PickleDict());
        SetItems(items);
    }

    private readonly void Append(ReadOnlySpan<object?> items)
    {
        if (Top() is not PickleList list) throw Damage.Of("its pickle appends to what is no list");
        list.Items.AddRange(items);
    }

    private readonly void SetItems(object?[] items)
    {
        if (Top() is not PickleDict dict || items.Length % 2 != 0) throw Damage.Of("its pickle sets items of what is no dict");
        for (var i = 0; i < items.Length; i += 2) dict.Add(items[i], items[i + 1]);
    }

    private readonly object? Remembered(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw Damage.Of($"its pickle refers to a value {index} that is not there");

    private readonly void Remember(uint index)
    {
        if (memo.Count >= MaxMemo) throw Damage.Of($"its pickle remembers more than {MaxMemo} values");
        memo[index] = Top();
    }

    private readonly void PushGlobal(object?[] name) => Push(name is [string module, string member]
        ? global(module, member)
        : throw Damage.Of("its pickle names a global by what is no text"));

    private readonly void Call(object?[] call) => Push(call is [PickleFunction function, PickleTuple arguments]
        ? function.Call(arguments.Items)
        : throw Damage.Of("its pickle calls what is no function"));

    /// <summary>
    /// Ignores the attributes of a dict, such as the _metadata of a state dict.
    /// </summary>
    private readonly void SetState(object? state)
    {
        if (Top() is not PickleDict || state is not PickleDict)
            throw new InvalidDataException(
                "sets the state of an object, which no state dict does: save only model.state_dict() in PyTorch");
    }
}
