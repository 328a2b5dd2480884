using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Slots;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>A time that rules refuse: why, and whether whoever looks may book it all the same.</summary>
/// <param name="Reasons">What each rule says, in the words of the page.</param>
/// <param name="Rules">The rules by their words on the wire; empty where one of them is never lifted, or not by this role.</param>
public sealed record RefusedTime(DateTime StartUtc, IReadOnlyList<string> Reasons, IReadOnlyList<string> Rules)
{
    public bool MayBeLifted => Rules.Count > 0;
}

/// <summary>Booking and moving outside the rules, at the front desk: which rules, and why, is said with it.</summary>
internal static class BookAnyway
{
    /// <summary>The fields: which time was offered so, the rules that were named beside it, and why.</summary>
    public const string Start = "anyway";
    public const string Rules = "rules";
    public const string Reason = "why";

    /// <summary>Null where nothing refuses it.</summary>
    public static RefusedTime? Of(
        DateTime startUtc,
        IReadOnlyList<ExplainedRefusal> refusals,
        OperationContext context,
        Viewer viewer,
        IReadOnlyList<Provider> providers
    )
    {
        var may = Permission.ChangeAppointments.Check(context.Actor) is null && refusals.All(r => r.Overridable);
        return refusals.Count == 0
            ? null
            : new RefusedTime(
                startUtc,
                [.. refusals.Select(r => RefusalWords.Of(r.Refusal, viewer, providers))],
                may ? [.. refusals.Select(r => ProblemCatalog.Describe(r.Refusal.Type).Slug).Distinct(StringComparer.Ordinal)] : []
            );
    }

    /// <summary>
    /// What the form lifts: the rules that were named beside the time that is chosen. Null where another time is chosen; what is wrong
    /// is said in the form.
    /// </summary>
    public static RuleOverride? Read(FormState form, string chosen)
    {
        if (form.Text(Start) is not { } offered || chosen != offered || form.Text(Rules) is not { } rules)
        {
            return null;
        }

        if (form.Text(Reason) is not { } reason)
        {
            form.Add(Reason, "Write why, for the office alone.");
            return null;
        }

        var errors = new RequestErrors();
        var lifted = OverrideParsing.Parse(new OverrideRequest(rules.Split(','), reason), errors);
        if (errors.Any)
        {
            form.Add(Reason, $"Write at most {Limits.Name} characters, in one line.");
        }

        return lifted;
    }
}
