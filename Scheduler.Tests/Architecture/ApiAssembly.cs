using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Scheduler.Tests.Architecture;

/// <summary>The texts in an assembly's code, and which type uses which.</summary>
internal sealed record ApiAssembly(IReadOnlyList<string> Texts, IReadOnlyList<Use> Uses)
{
    public static ApiAssembly Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var texts = new List<string>();
        var uses = new List<Use>();
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            var from = Outermost(metadata, type);
            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
            {
                uses.AddRange(Signature(metadata, method).Select(to => new Use(from.Namespace, from.Name, to.Namespace, to.Name, "")));
                if (method.RelativeVirtualAddress == 0)
                {
                    continue;
                }

                foreach (var token in Instructions.Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
                {
                    if (token >>> 24 == 0x70)
                    {
                        texts.Add(metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(token)));
                    }
                    else if (Owner(metadata, MetadataTokens.EntityHandle(token)) is { } to)
                    {
                        uses.Add(new Use(from.Namespace, from.Name, to.Namespace, to.Name, to.Member));
                    }
                }
            }
        }

        return new ApiAssembly(texts, uses);
    }

    private static (string Namespace, string Name, string Member)? Owner(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return With(Outermost(metadata, metadata.GetTypeDefinition(method.GetDeclaringType())), metadata.GetString(method.Name));
            case HandleKind.FieldDefinition:
                return With(
                    Outermost(
                        metadata,
                        metadata.GetTypeDefinition(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())
                    ),
                    ""
                );
            case HandleKind.TypeDefinition:
                return With(Outermost(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)handle)), "");
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return Owner(metadata, member.Parent) is { } owner ? owner with { Member = metadata.GetString(member.Name) } : null;
            case HandleKind.TypeReference:
                return With(Outermost(metadata, metadata.GetTypeReference((TypeReferenceHandle)handle)), "");
            case HandleKind.MethodSpecification:
                return Owner(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.TypeSpecification:
                var generic = metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Names(), null);
                return generic.Count == 0 ? null : With(generic[0], "");
            default:
                return null;
        }

        static (string, string, string) With((string Namespace, string Name) type, string member) => (type.Namespace, type.Name, member);
    }

    private static IEnumerable<(string Namespace, string Name)> Signature(MetadataReader metadata, MethodDefinition method)
    {
        var signature = method.DecodeSignature(new Names(), null);
        return signature.ParameterTypes.SelectMany(types => types).Concat(signature.ReturnType);
    }

    internal static (string Namespace, string Name) Outermost(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return (metadata.GetString(type.Namespace), Bare(metadata.GetString(type.Name)));
    }

    internal static (string Namespace, string Name) Outermost(MetadataReader metadata, TypeReference type)
    {
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        }

        return (metadata.GetString(type.Namespace), Bare(metadata.GetString(type.Name)));
    }

    private static string Bare(string name) => name.Split('`')[0];
}
