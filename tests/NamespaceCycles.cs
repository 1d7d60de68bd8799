using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Types = System.Collections.Immutable.ImmutableArray<System.Reflection.Metadata.TypeDefinitionHandle>;

namespace Cutline.Tests;

/// <summary>
/// Finds cycles between an assembly's namespaces from the type references in its metadata: base types, interfaces, signatures, fields,
/// constraints, attributes, and every token in the code of its methods. A namespace and its child count as two namespaces.
/// </summary>
/// <remarks>
/// Not seen: constants, whose values the compiler copies, and types named by typeof in an attribute's arguments. Types without a
/// namespace, which only a compiler writes here, are left out.
/// </remarks>
internal static class NamespaceCycles
{
    /// <summary>The cycles of an assembly, one for each group of namespaces that reach each other; empty where there is none.</summary>
    /// <returns>Each cycle as text: its namespaces, and one type reference for each arrow.</returns>
    internal static IReadOnlyList<string> In(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var arrows = new References(file).Arrows();
        return [.. Cycles(arrows)];
    }

    /// <summary>Fails with every cycle of an assembly.</summary>
    internal static void AssertNone(Assembly assembly)
    {
        var cycles = In(assembly);
        Assert.True(cycles.Count == 0, $"namespaces of {assembly.GetName().Name} use each other in a circle:\n{string.Join('\n', cycles)}");
    }

    private static IEnumerable<string> Cycles(Dictionary<(string From, string To), string> arrows)
    {
        var next = arrows.Keys.ToLookup(a => a.From, a => a.To);
        var reported = new HashSet<string>();
        foreach (var start in next.Select(n => n.Key).Order(StringComparer.Ordinal))
        {
            if (reported.Contains(start) || Shortest(next, start) is not { } cycle) continue;
            reported.UnionWith(cycle);
            var steps = cycle.Zip(cycle.Skip(1), (from, to) => $"    {from} -> {to}: {arrows[(from, to)]}");
            yield return $"  {string.Join(" -> ", cycle)}\n{string.Join('\n', steps)}";
        }
    }

    /// <summary>The shortest way from a namespace back to itself by breadth-first search; null where there is none.</summary>
    private static List<string>? Shortest(ILookup<string, string> next, string start)
    {
        var before = new Dictionary<string, string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var at))
            foreach (var to in next[at].Order(StringComparer.Ordinal))
            {
                if (to == start)
                {
                    var cycle = new List<string> { start, at };
                    while (cycle[^1] != start) cycle.Add(before[cycle[^1]]);
                    cycle.Reverse();
                    return cycle;
                }

                if (before.TryAdd(to, at)) open.Enqueue(to);
            }

        return null;
    }

    /// <summary>Reads the references between an assembly's own types.</summary>
    private sealed class References(PEReader file) : ISignatureTypeProvider<Types, object?>
    {
        private static readonly OperandType[] Operands = OperandTypes(prefix: 0), PrefixedOperands = OperandTypes(prefix: 0xFE);

        private readonly MetadataReader metadata = file.GetMetadataReader();

        /// <summary>Every arrow between two namespaces with the first reference that makes it.</summary>
        internal Dictionary<(string From, string To), string> Arrows()
        {
            var arrows = new Dictionary<(string, string), string>();
            foreach (var handle in metadata.TypeDefinitions)
                foreach (var other in Of(metadata.GetTypeDefinition(handle)))
                {
                    var (from, to) = (Namespace(handle), Namespace(other));
                    if (from.Length > 0 && to.Length > 0 && from != to)
                        arrows.TryAdd((from, to), $"{Name(handle)} uses {Name(other)}");
                }

            return arrows;
        }

        private List<TypeDefinitionHandle> Of(TypeDefinition type)
        {
            var found = new List<TypeDefinitionHandle>();
            found.AddRange(Resolve(type.BaseType));
            foreach (var one in type.GetInterfaceImplementations())
                found.AddRange(Resolve(metadata.GetInterfaceImplementation(one).Interface));
            foreach (var one in type.GetFields())
            {
                var field = metadata.GetFieldDefinition(one);
                found.AddRange(field.DecodeSignature(this, null));
                found.AddRange(Attributes(field.GetCustomAttributes()));
            }

            foreach (var one in type.GetProperties())
                found.AddRange(Attributes(metadata.GetPropertyDefinition(one).GetCustomAttributes()));
            foreach (var one in type.GetMethods()) found.AddRange(Of(metadata.GetMethodDefinition(one)));
            found.AddRange(Constraints(type.GetGenericParameters()));
            found.AddRange(Attributes(type.GetCustomAttributes()));
            return found;
        }

        private List<TypeDefinitionHandle> Of(MethodDefinition method)
        {
            var found = new List<TypeDefinitionHandle>(Flat(method.DecodeSignature(this, null)));
            found.AddRange(Constraints(method.GetGenericParameters()));
            found.AddRange(Attributes(method.GetCustomAttributes()));
            foreach (var one in method.GetParameters())
                found.AddRange(Attributes(metadata.GetParameter(one).GetCustomAttributes()));
            if (method.RelativeVirtualAddress == 0) return found;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                found.AddRange(metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null).SelectMany(t => t));
            foreach (var region in body.ExceptionRegions) found.AddRange(Resolve(region.CatchType));
            found.AddRange(Tokens(body.GetILReader()).SelectMany(Resolve));
            return found;
        }

        private IEnumerable<TypeDefinitionHandle> Constraints(GenericParameterHandleCollection parameters) =>
            from parameter in parameters
            from constraint in metadata.GetGenericParameter(parameter).GetConstraints()
            from type in Resolve(metadata.GetGenericParameterConstraint(constraint).Type)
            select type;

        private IEnumerable<TypeDefinitionHandle> Attributes(CustomAttributeHandleCollection attributes) =>
            attributes.SelectMany(a => Resolve(metadata.GetCustomAttribute(a).Constructor));

        /// <summary>The tokens of types, methods, fields and signatures in a method's code (ECMA-335, III.1.2).</summary>
        private static List<EntityHandle> Tokens(BlobReader code)
        {
            var tokens = new List<EntityHandle>();
            while (code.RemainingBytes > 0)
            {
                var opcode = code.ReadByte();
                switch (opcode == 0xFE ? PrefixedOperands[code.ReadByte()] : Operands[opcode])
                {
                    case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType:
                    case OperandType.InlineTok or OperandType.InlineSig:
                        tokens.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                        break;
                    case OperandType.InlineSwitch:
                        var cases = code.ReadInt32();
                        code.Offset += 4 * cases;
                        break;
                    case OperandType.InlineI8 or OperandType.InlineR:
                        code.Offset += 8;
                        break;
                    case OperandType.InlineVar:
                        code.Offset += 2;
                        break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                        code.Offset += 1;
                        break;
                    case OperandType.InlineNone:
                        break;
                    default: // branch targets, 4-byte integers and floats, strings
                        code.Offset += 4;
                        break;
                }
            }

            return tokens;
        }

        /// <summary>The assembly's own types that a token names.</summary>
        private IEnumerable<TypeDefinitionHandle> Resolve(EntityHandle token)
        {
            if (token.IsNil) return [];
            switch (token.Kind)
            {
                case HandleKind.TypeDefinition:
                    return [(TypeDefinitionHandle)token];
                case HandleKind.TypeSpecification:
                    return metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(this, null);
                case HandleKind.MethodDefinition:
                    return [metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType()];
                case HandleKind.FieldDefinition:
                    return [metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType()];
                case HandleKind.MethodSpecification:
                    var instance = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                    return instance.DecodeSignature(this, null).SelectMany(t => t).Concat(Resolve(instance.Method));
                case HandleKind.StandaloneSignature:
                    return Flat(metadata.GetStandaloneSignature((StandaloneSignatureHandle)token).DecodeMethodSignature(this, null));
                case HandleKind.MemberReference:
                    var member = metadata.GetMemberReference((MemberReferenceHandle)token);
                    var types = member.GetKind() == MemberReferenceKind.Field
                        ? member.DecodeFieldSignature(this, null)
                        : Flat(member.DecodeMethodSignature(this, null));
                    return types.Concat(Resolve(member.Parent));
                default:
                    return []; // types and strings of other assemblies
            }
        }

        private static IEnumerable<TypeDefinitionHandle> Flat(MethodSignature<Types> signature) =>
            signature.ParameterTypes.Append(signature.ReturnType).SelectMany(t => t);

        /// <summary>A nested type is in the namespace of the type around it.</summary>
        private string Namespace(TypeDefinitionHandle handle) =>
            metadata.GetString(metadata.GetTypeDefinition(Outermost(handle)).Namespace);

        private string Name(TypeDefinitionHandle handle) => metadata.GetString(metadata.GetTypeDefinition(Outermost(handle)).Name);

        private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
        {
            while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
            return handle;
        }

        private static OperandType[] OperandTypes(byte prefix)
        {
            var types = new OperandType[256];
            foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                var opcode = (OpCode)field.GetValue(null)!;
                var value = (ushort)opcode.Value;
                if (value >> 8 == prefix && (opcode.Size == 2) == (prefix != 0)) types[value & 0xFF] = opcode.OperandType;
            }

            return types;
        }

        // What a signature's type is made of: the assembly's own types in it.
        public Types GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

        public Types GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

        public Types GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

        public Types GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, context);

        public Types GetSZArrayType(Types elementType) => elementType;

        public Types GetArrayType(Types elementType, ArrayShape shape) => elementType;

        public Types GetByReferenceType(Types elementType) => elementType;

        public Types GetPointerType(Types elementType) => elementType;

        public Types GetPinnedType(Types elementType) => elementType;

        public Types GetGenericInstantiation(Types genericType, ImmutableArray<Types> typeArguments) =>
            [.. genericType, .. typeArguments.SelectMany(t => t)];

        public Types GetGenericMethodParameter(object? context, int index) => [];

        public Types GetGenericTypeParameter(object? context, int index) => [];

        public Types GetFunctionPointerType(MethodSignature<Types> signature) => [.. Flat(signature)];

        public Types GetModifiedType(Types modifier, Types unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];
    }
}
