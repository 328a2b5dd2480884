using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Scheduler.Api.Scheduling;
using Scheduler.Data;

namespace Scheduler.Tests.Architecture;

/// <summary>Who may use whom, read from the built assemblies.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Api = typeof(TimeRange).Assembly;
    private static readonly string[] Slices =
    [
        "Clients",
        "Providers",
        "AppointmentTypes",
        "Availability",
        "Slots",
        "Overlaps",
        "Appointments",
    ];

    [Fact]
    public void Data_does_not_know_the_API() =>
        Assert.DoesNotContain(typeof(SchedulerDbContext).Assembly.GetReferencedAssemblies(), a => a.Name == Api.GetName().Name);

    [Fact]
    public void Database_drivers_are_known_to_Data_alone() =>
        Assert.DoesNotContain(Api.GetReferencedAssemblies(), a => a.Name is "Npgsql" or "Microsoft.Data.Sqlite");

    /// <summary>Contracts may be shared: an answer about hours lists appointments as every other answer does.</summary>
    [Fact]
    public void No_slice_calls_another_slices_operations()
    {
        var wrong = References()
            .Where(r => Slices.Contains(r.From) && Slices.Contains(r.To) && r.From != r.To)
            .Where(r => !r.ToType.EndsWith("Response", StringComparison.Ordinal) && r.ToType != "StatusWords")
            .Select(r => $"{r.From} -> {r.To}.{r.ToType}")
            .Distinct();
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_rules_know_nothing_but_the_base_library_and_the_zones()
    {
        var wrong = References()
            .Where(r => r.From == "Scheduling" && r.To is not null && r.To != "Scheduling")
            .Select(r => $"Scheduling -> {r.To}.{r.ToType}")
            .Distinct();
        Assert.Empty(wrong);
        Assert.Contains(References(), r => r.From == "Slots" && r.To == "Scheduling");
    }

    /// <summary>Uses of a type of one namespace by methods of another, by the last part of each namespace below the API's.</summary>
    private static List<(string From, string? To, string ToType)> References()
    {
        using var file = new PEReader(File.OpenRead(Api.Location));
        var metadata = file.GetMetadataReader();
        var found = new List<(string, string?, string)>();
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            var from = Part(Namespace(metadata, type));
            if (from is null)
            {
                continue;
            }

            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
            {
                foreach (var token in Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []))
                {
                    if (Owner(metadata, token) is var (ns, name) && ns is not null)
                    {
                        found.Add((from, Part(ns), name));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The operands of call, callvirt, newobj and ldftn (ECMA-335, III).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var i = 1; i + 4 <= code.Length; i++)
        {
            if (code[i - 1] is 0x28 or 0x6F or 0x73 || (i > 1 && code[i - 2] == 0xFE && code[i - 1] == 0x06))
            {
                yield return BitConverter.ToInt32(code, i);
            }
        }
    }

    private static (string? Namespace, string Name)? Owner(MetadataReader metadata, int token)
    {
        var (table, row) = (token >>> 24, token & 0xFFFFFF);
        switch (table)
        {
            case 0x06 when row > 0 && row <= metadata.MethodDefinitions.Count:
                var owner = metadata
                    .GetMethodDefinition(System.Reflection.Metadata.Ecma335.MetadataTokens.MethodDefinitionHandle(row))
                    .GetDeclaringType();
                return Outermost(metadata, owner);
            default:
                return null;
        }
    }

    private static (string?, string) Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private static string Namespace(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return metadata.GetString(type.Namespace);
    }

    private static string? Part(string ns) => ns.StartsWith("Scheduler.Api.", StringComparison.Ordinal) ? ns.Split('.')[2] : null;
}
