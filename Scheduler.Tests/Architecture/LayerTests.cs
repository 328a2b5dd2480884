using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Scheduler.Api.Scheduling;

namespace Scheduler.Tests.Architecture;

/// <summary>What each layer of the API may know, read from the built assembly. A failure lists every place.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] Slices =
        ["Appointments", "Clients", "Providers", "AppointmentTypes", "Availability", "Slots", "Overlaps", "Calendars", "Events"];

    private static readonly ApiAssembly Api = ApiAssembly.Read(typeof(TimeRange).Assembly.Location);

    [Fact]
    public void SQL_is_written_in_Data_alone() =>
        Assert.Equal([], Api.Texts.Where(text => Sql().IsMatch(text)).Distinct().Select(text => text.Length > 100 ? text[..100] : text));

    [Fact]
    public void Prepared_statements_are_known_to_Data_alone() =>
        None(Api.Uses.Where(use => use.ToNamespace.StartsWith("Scheduler.Data.Prepared", StringComparison.Ordinal) || Hot().IsMatch(use.ToType)));

    /// <summary>Operations are called by pages and by background work, too: what HTTP is, only endpoints know.</summary>
    [Fact]
    public void Operations_know_nothing_of_HTTP() =>
        None(Api.Uses.Where(use => IsOperation(use) && (use.ToNamespace == "Microsoft.AspNetCore.Http" || use.ToNamespace.StartsWith("Microsoft.AspNetCore.Http.", StringComparison.Ordinal))));

    [Fact]
    public void No_endpoint_class_calls_another_or_a_page() =>
        None(Api.Uses.Where(use => IsEndpoints(use.FromType) && use.From != use.To && (IsEndpoints(use.ToType) || IsPage(use.ToNamespace, use.ToType)) && !IsStart(use) && !IsShown(use)));

    [Fact]
    public void No_page_calls_an_endpoint_class() =>
        None(Api.Uses.Where(use => IsPage(use.FromNamespace, use.FromType) && IsEndpoints(use.ToType)));

    /// <summary>That rules without a finding have looked at all.</summary>
    [Fact]
    public void The_assembly_was_read()
    {
        Assert.Contains(Api.Uses, use => use.FromType == "AppointmentEndpoints" && use.ToType == "BookAppointment");
        Assert.Contains(Api.Uses, use => IsEndpoints(use.FromType) && use.ToNamespace.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal));
        Assert.Contains(Api.Uses, use => IsPage(use.FromNamespace, use.FromType));
        Assert.Contains("/api/appointments", Api.Texts);
        Assert.Matches(Sql(), "SELECT a.\"Id\" FROM \"appointments\" a");
        Assert.DoesNotMatch(Sql(), "Select a time from \"Monday\"");
    }

    private static bool IsOperation(Use use) =>
        Slices.Contains(use.FromNamespace.Split('.').ElementAtOrDefault(2)) && use.FromNamespace.StartsWith("Scheduler.Api.", StringComparison.Ordinal) && !Edge().IsMatch(use.FromType);

    private static bool IsEndpoints(string type) => type.EndsWith("Endpoints", StringComparison.Ordinal);

    private static bool IsPage(string ns, string type) => ns.StartsWith("Scheduler.Api.Web", StringComparison.Ordinal) && PageName().IsMatch(type);

    /// <summary>A class of endpoints that maps those of a folder below it.</summary>
    private static bool IsStart(Use use) => use.Member.StartsWith("Map", StringComparison.Ordinal);

    /// <summary>A page of components is not called, it is what an endpoint answers.</summary>
    private static bool IsShown(Use use) => use.ToNamespace.StartsWith("Scheduler.Api.Web", StringComparison.Ordinal) && Component().IsMatch(use.ToType);

    private static void None(IEnumerable<Use> uses) => Assert.Equal([], uses.Select(use => $"{use.From} -> {use.To}").Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("\\b(SELECT|INSERT|UPDATE|DELETE)\\b.*\"[a-z_]+\"|\\b(FROM|JOIN|INTO)\\s+\"[a-z_]+\"", RegexOptions.Singleline)]
    private static partial Regex Sql();

    [GeneratedRegex("^(Prepared|Hot)[A-Z]|^(Prepared|Hot)$")]
    private static partial Regex Hot();

    [GeneratedRegex("(Endpoints|Request|Response|Contracts)$")]
    private static partial Regex Edge();

    [GeneratedRegex("(Page|Pages|View|Shell)$")]
    private static partial Regex PageName();

    [GeneratedRegex("(Page|View|Shell)$")]
    private static partial Regex Component();
}

/// <summary>A method of one type that names another type or its member; nested types count as the type they are in.</summary>
internal sealed record Use(string FromNamespace, string FromType, string ToNamespace, string ToType, string Member)
{
    public string From => $"{FromNamespace}.{FromType}";
    public string To => $"{ToNamespace}.{ToType}";
}

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
                return With(Outermost(metadata, metadata.GetTypeDefinition(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())), "");
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
