using System.Buffers.Binary;
using System.Text;
using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Pickles;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>
/// Damaged files by the ten thousand, always the same ones: each is read or refused in one line, releases every tensor,
/// and has nothing allocated for it that its length does not justify.
/// </summary>
[Collection("live tensors of checkpoints")]
public sealed class FuzzTests : IDisposable
{
    private const int Rounds = 10_000, ManagedPerByte = 100, ManagedAtLeast = 300_000, TensorsPerByte = 8;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(20260101);
    private int read, refused;

    [Fact]
    public void Malformed_safetensors_headers()
    {
        string[] names = ["a", "b", "a", "__metadata__", "", "\ud83d\ude97", "x.y"];
        string[] values =
        [
            "0", "1", "2", "4", "8", "-1", "1e3", "9223372036854775807", "18446744073709551616", "null", "true",
            "\"F32\"", "\"U8\"", "\"BOOL\"", "\"F8\"", "[]", "{}", "[0]",
            "[0,4]", "[4,8]", "[0,8]", "[8,4]", "[2,2]", "[1,1,1]", "[0,9223372036854775807]", "[4611686018427387904,2]",
        ];
        string[] keys = ["dtype", "shape", "data_offsets", "shape", "extra"];
        Try(SafeTensorsBytes, path =>
        {
            using var file = SafeTensors.Open(path);
            return file.ReadAll();
        });

        byte[] SafeTensorsBytes()
        {
            var header = new StringBuilder("{");
            for (var i = random.Next(4); i > 0; i--)
            {
                header.Append($"\"{Pick(names)}\":");
                if (random.Next(20) == 0) header.Append(Pick(values));
                else
                {
                    header.Append($"{{\"dtype\":{(random.Next(4) == 0 ? Pick(values) : "\"U8\"")},\"{Pick(keys)}\":{Pick(values)},");
                    header.Append($"\"shape\":[{random.Next(5)}],\"data_offsets\":{Pick(values)}}}");
                }

                if (i > 1) header.Append(',');
            }

            var bytes = new byte[8 + header.Length * 3 + 16];
            var length = 8 + Encoding.UTF8.GetBytes(header.Append('}').ToString(), bytes.AsSpan(8));
            BinaryPrimitives.WriteInt64LittleEndian(bytes, random.Next(30) == 0 ? random.NextInt64() : length - 8);
            bytes = bytes[..(length + random.Next(9))];
            return random.Next(2) == 0 ? Mutate(bytes) : bytes;
        }
    }

    [Fact]
    public void Malformed_PyTorch_files()
    {
        string[] names =
            ["dtypes.pt", "protocol4.pt", "views.pt", "legacy.pt", "legacy.pt", "shared.pt", "parameter.pt", "nested.pt", "system.pt"];
        var files = names.Select(n => File.ReadAllBytes(Golden.At(n))).ToArray();
        var pickle = EvilFile.Views(6, (0, [2, 3], [3, 1]), (1, [2, 2], [1, 2]), (0, [6], [1]));
        PickleOpcode[] opcodes =
            [.. Enum.GetValues<PickleOpcode>(), PickleOpcode.Mark, PickleOpcode.Tuple, PickleOpcode.EmptyDict, PickleOpcode.SetItems];
        Try(() => random.Next(4) switch
        {
            0 => Mutate(Pick(files)),
            1 => EvilFile.Around(Mutate(pickle), new byte[24]),
            2 => EvilFile.Around(Mutate(Mutate(pickle)), new byte[random.Next(30)]),
            _ => EvilFile.Around(Program(), new byte[24]),
        }, path => PyTorchFile.Read(path));

        byte[] Program()
        {
            using var program = new PickleWriter();
            for (var i = random.Next(60); i > 0; i--)
            {
                switch (random.Next(8))
                {
                    case 0: program.Text(Pick(["storage", "0", "cpu", "model", "weight", "collections", "os"])); break;
                    case 1: program.Integer(random.Next(3) == 0 ? random.NextInt64() : random.Next(8)); break;
                    case 2: program.Integers([random.Next(4), random.Next(4)]); break;
                    case 3: program.Global("torch", Pick(["FloatStorage", "ByteStorage", "Size", "float32"])); break;
                    case 4:
                        string[] members = ["OrderedDict", "_rebuild_tensor_v2", "_rebuild_parameter"];
                        program.Global(Pick(["collections", "torch._utils"]), Pick(members));
                        break;
                    default: program.Emit(Pick(opcodes)); break;
                }
            }

            return program.Stop();
        }
    }

    public void Dispose() => folder.Dispose();

    private void Try(Func<byte[]> make, Func<string, IReadOnlyDictionary<string, Tensor>> open)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = make();
            var path = folder.Put($"{round}", bytes); // a new file each time: some file systems flush one that is written again
            var (live, allocated) = (Tensor.TotalCount, GC.GetAllocatedBytesForCurrentThread());
            try
            {
                var tensors = open(path);
                Assert.InRange(
                    tensors.Values.Sum(t => t.NumberOfElements * t.dtype.ToElementType().Size()), 0, (long)bytes.Length * TensorsPerByte);
                foreach (var tensor in tensors.Values) tensor.Dispose();
                read++;
            }
            catch (CheckpointException e)
            {
                Assert.StartsWith($"{path} ", e.Message);
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"round {round}: {e}\n{Convert.ToBase64String(bytes)}");
            }

            File.Delete(path);
            Assert.True(Tensor.TotalCount <= live, $"round {round} leaves {Tensor.TotalCount - live} tensors behind");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, ManagedAtLeast + (long)bytes.Length * ManagedPerByte);
        }

        Assert.InRange(read, Rounds / 100, Rounds);
        Assert.InRange(refused, Rounds / 4, Rounds);
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    /// <summary>Some bytes changed, or the end cut off, or a piece doubled.</summary>
    private byte[] Mutate(byte[] original)
    {
        if (original.Length == 0) return original;
        var bytes = original.ToArray();
        switch (random.Next(8))
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1:
                var from = random.Next(bytes.Length);
                return [.. bytes, .. bytes[from..]];
            case 2:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                return bytes;
            default:
                for (var i = random.Next(4); i >= 0; i--)
                    bytes[random.Next(bytes.Length)] = random.Next(2) == 0
                        ? (byte)random.Next(256)
                        : Pick<byte>([0, 1, 0x7F, 0x80, 0xFF, (byte)'.', (byte)'(']);
                return bytes;
        }
    }
}

/// <summary>Tests that count the process's live tensors run while no others do.</summary>
[CollectionDefinition("live tensors of checkpoints", DisableParallelization = true)]
public sealed class LiveTensorsOfCheckpoints;
