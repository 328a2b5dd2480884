using System.Collections.Immutable;
using System.Reflection.Metadata;
using Types = System.Collections.Generic.IReadOnlyList<(string Namespace, string Name)>;

namespace Scheduler.Tests.Architecture;

/// <summary>The named types in a signature, the outer one of a generic first.</summary>
internal sealed class Names : ISignatureTypeProvider<Types, object?>
{
    private static readonly Types None = [];

    public Types GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [ApiAssembly.Outermost(reader, reader.GetTypeDefinition(handle))];

    public Types GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        [ApiAssembly.Outermost(reader, reader.GetTypeReference(handle))];

    public Types GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public Types GetGenericInstantiation(Types genericType, ImmutableArray<Types> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(types => types)];

    public Types GetFunctionPointerType(MethodSignature<Types> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(types => types)];

    public Types GetModifiedType(Types modifier, Types unmodifiedType, bool isRequired) => unmodifiedType;

    public Types GetArrayType(Types elementType, ArrayShape shape) => elementType;

    public Types GetSZArrayType(Types elementType) => elementType;

    public Types GetByReferenceType(Types elementType) => elementType;

    public Types GetPointerType(Types elementType) => elementType;

    public Types GetPinnedType(Types elementType) => elementType;

    public Types GetPrimitiveType(PrimitiveTypeCode typeCode) => None;

    public Types GetGenericMethodParameter(object? genericContext, int index) => None;

    public Types GetGenericTypeParameter(object? genericContext, int index) => None;
}
