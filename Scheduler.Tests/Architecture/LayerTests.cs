using System.Text.RegularExpressions;
using Scheduler.Api.Scheduling;
using Scheduler.Data;

namespace Scheduler.Tests.Architecture;

/// <summary>What each layer of the API may know, read from the built assembly. A failure lists every place.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] Slices =
    [
        "Appointments",
        "Clients",
        "Providers",
        "AppointmentTypes",
        "Availability",
        "Slots",
        "Overlaps",
        "Calendars",
        "Events",
        "Webhooks",
        "Mail",
    ];

    private static readonly ApiAssembly Api = ApiAssembly.Read(typeof(TimeRange).Assembly.Location);

    [Fact]
    public void SQL_is_written_in_Data_alone()
    {
        var wrong = Api.Texts.Where(text => Sql().IsMatch(text)).Distinct().Select(text => text.Length > 100 ? text[..100] : text).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What others see of the room with SQL are methods with names.</summary>
    [Fact]
    public void Statements_and_queries_are_known_to_Data_alone() =>
        Assert.DoesNotContain(
            typeof(SchedulerDbContext).Assembly.GetExportedTypes(),
            type => type.Name is "HotStatements" or "EntityRows" || type.Name.StartsWith("Query", StringComparison.Ordinal)
        );

    /// <summary>Operations are called by pages and by background work, too: what HTTP is, only endpoints know.</summary>
    [Fact]
    public void Operations_know_nothing_of_HTTP() =>
        None(use => IsOperation(use) && IsWithin(use.ToNamespace, "Microsoft.AspNetCore.Http"));

    [Fact]
    public void No_endpoint_class_calls_another_or_a_page() =>
        None(use =>
            IsEndpoints(use.FromType)
            && use.From != use.To
            && !IsStart(use)
            && !IsShown(use)
            && (IsEndpoints(use.ToType) || IsPage(use.ToNamespace, use.ToType))
        );

    [Fact]
    public void No_page_calls_an_endpoint_class() =>
        None(use => IsPage(use.FromNamespace, use.FromType) && IsEndpoints(use.ToType) && !IsStart(use));

    /// <summary>That rules without a finding have looked at all.</summary>
    [Fact]
    public void The_assembly_was_read()
    {
        Assert.Contains(Api.Uses, use => use.FromType == "AppointmentEndpoints" && use.ToType == "BookAppointment");
        Assert.Contains(Api.Uses, use => IsEndpoints(use.FromType) && IsWithin(use.ToNamespace, "Microsoft.AspNetCore.Http"));
        Assert.Contains(Api.Uses, use => IsPage(use.FromNamespace, use.FromType));
        Assert.Contains("/api/appointments", Api.Texts);
        Assert.Matches(Sql(), "SELECT a.\"Id\" FROM \"appointments\" a");
        Assert.DoesNotMatch(Sql(), "Select a time from \"Monday\"");
    }

    private static bool IsOperation(Use use) =>
        Slices.Any(slice => IsWithin(use.FromNamespace, $"Scheduler.Api.{slice}")) && !Edge().IsMatch(use.FromType);

    private static bool IsWithin(string ns, string root) => ns == root || ns.StartsWith(root + ".", StringComparison.Ordinal);

    private static bool IsEndpoints(string type) => type.EndsWith("Endpoints", StringComparison.Ordinal);

    private static bool IsPage(string ns, string type) => IsWithin(ns, "Scheduler.Api.Web") && PageName().IsMatch(type);

    /// <summary>Whoever puts the service together maps the endpoints of others.</summary>
    private static bool IsStart(Use use) => use.Member.StartsWith("Map", StringComparison.Ordinal);

    /// <summary>A page of components is not called, it is what an endpoint answers.</summary>
    private static bool IsShown(Use use) => IsWithin(use.ToNamespace, "Scheduler.Api.Web") && Component().IsMatch(use.ToType);

    private static void None(Func<Use, bool> isWrong)
    {
        var wrong = Api.Uses.Where(isWrong).Select(use => $"{use.From} -> {use.To}").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [GeneratedRegex(
        "\\b(SELECT|INSERT|UPDATE|DELETE)\\b.*\"[a-z_]+\"|\\b(FROM|JOIN|INTO)\\s+\"[a-z_]+\"",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sql();

    [GeneratedRegex("(Endpoints|Request|Response|Contracts)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Edge();

    [GeneratedRegex(".(Page|Pages|View|Shell)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PageName();

    [GeneratedRegex(".(Page|View|Shell)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Component();
}
