namespace Cutline.Training.Checkpoints.Pickles;

/// <summary>The opcodes that occur in state dicts, with the values and meanings of Python's pickletools, protocols 2 to 5.</summary>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(', Stop = (byte)'.', Pop = (byte)'0', PopMark = (byte)'1', Proto = 0x80, Frame = 0x95,

    None = (byte)'N', True = 0x88, False = 0x89,
    Int32 = (byte)'J', Byte = (byte)'K', UInt16 = (byte)'M', Long1 = 0x8A, Long4 = 0x8B, Float = (byte)'G',

    /// <summary>Strings of Python 2.</summary>
    String = (byte)'T', ShortString = (byte)'U',
    Unicode = (byte)'X', ShortUnicode = 0x8C, Unicode8 = 0x8D,
    Bytes = (byte)'B', ShortBytes = (byte)'C', Bytes8 = 0x8E,

    EmptyList = (byte)']', List = (byte)'l', Append = (byte)'a', Appends = (byte)'e',
    EmptyTuple = (byte)')', Tuple = (byte)'t', Tuple1 = 0x85, Tuple2 = 0x86, Tuple3 = 0x87,
    EmptyDict = (byte)'}', Dict = (byte)'d', SetItem = (byte)'s', SetItems = (byte)'u',

    Get = (byte)'h', LongGet = (byte)'j', Put = (byte)'q', LongPut = (byte)'r', Memoize = 0x94,

    Global = (byte)'c', StackGlobal = 0x93, Reduce = (byte)'R', Build = (byte)'b', PersistentId = (byte)'Q',
}
