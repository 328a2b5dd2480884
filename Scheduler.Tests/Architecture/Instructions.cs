using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Scheduler.Tests.Architecture;

/// <summary>Steps through the instructions of a method (ECMA-335, III).</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>The tokens of texts, methods, fields and types, in order.</summary>
    public static IEnumerable<int> Tokens(BlobReader code)
    {
        var tokens = new List<int>();
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            operation = operation == 0xFE ? 0xFE00 | code.ReadByte() : operation;
            switch (Operands[operation])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(code.ReadInt32());
                    break;
                case OperandType.InlineSwitch:
                    code.Offset += 4 * code.ReadInt32();
                    break;
                case var operand:
                    code.Offset += Length(operand);
                    break;
            }
        }

        return tokens;
    }

    private static int Length(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

/// <summary>The named types in a signature, the outer one of a generic first.</summary>
internal sealed class Names : ISignatureTypeProvider<IReadOnlyList<(string Namespace, string Name)>, object?>
{
    private static readonly IReadOnlyList<(string, string)> None = [];

    public IReadOnlyList<(string Namespace, string Name)> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [ApiAssembly.Outermost(reader, reader.GetTypeDefinition(handle))];

    public IReadOnlyList<(string Namespace, string Name)> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        [ApiAssembly.Outermost(reader, reader.GetTypeReference(handle))];

    public IReadOnlyList<(string Namespace, string Name)> GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public IReadOnlyList<(string Namespace, string Name)> GetGenericInstantiation(
        IReadOnlyList<(string Namespace, string Name)> genericType, ImmutableArray<IReadOnlyList<(string Namespace, string Name)>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(types => types)];

    public IReadOnlyList<(string Namespace, string Name)> GetFunctionPointerType(MethodSignature<IReadOnlyList<(string Namespace, string Name)>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(types => types)];

    public IReadOnlyList<(string Namespace, string Name)> GetModifiedType(
        IReadOnlyList<(string Namespace, string Name)> modifier, IReadOnlyList<(string Namespace, string Name)> unmodifiedType, bool isRequired) => unmodifiedType;

    public IReadOnlyList<(string Namespace, string Name)> GetArrayType(IReadOnlyList<(string Namespace, string Name)> elementType, ArrayShape shape) => elementType;

    public IReadOnlyList<(string Namespace, string Name)> GetSZArrayType(IReadOnlyList<(string Namespace, string Name)> elementType) => elementType;

    public IReadOnlyList<(string Namespace, string Name)> GetByReferenceType(IReadOnlyList<(string Namespace, string Name)> elementType) => elementType;

    public IReadOnlyList<(string Namespace, string Name)> GetPointerType(IReadOnlyList<(string Namespace, string Name)> elementType) => elementType;

    public IReadOnlyList<(string Namespace, string Name)> GetPinnedType(IReadOnlyList<(string Namespace, string Name)> elementType) => elementType;

    public IReadOnlyList<(string Namespace, string Name)> GetPrimitiveType(PrimitiveTypeCode typeCode) => None;

    public IReadOnlyList<(string Namespace, string Name)> GetGenericMethodParameter(object? genericContext, int index) => None;

    public IReadOnlyList<(string Namespace, string Name)> GetGenericTypeParameter(object? genericContext, int index) => None;
}
