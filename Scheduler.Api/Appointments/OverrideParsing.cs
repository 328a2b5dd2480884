using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Reads which rules somebody of the office lifts.</summary>
internal static class OverrideParsing
{
    /// <returns>Null where nothing was sent or nothing could be read.</returns>
    public static RuleOverride? Parse(OverrideRequest? request, RequestErrors errors)
    {
        if (request is null)
        {
            return null;
        }

        errors.Text("override.reason", request.Reason, Limits.Name, required: true);
        if (request.Rules.Count == 0 || request.Rules.Count > RuleOverride.Liftable.Count)
        {
            errors.Add("override.rules", $"must have 1 to {RuleOverride.Liftable.Count} rules");
        }

        for (var i = 0; i < request.Rules.Count && i < RuleOverride.Liftable.Count; i++)
        {
            if (RuleWords.Read(request.Rules[i]) is null)
            {
                errors.Add($"override.rules[{i}]", $"must be one of {string.Join(", ", RuleWords.All.Select(word => $"'{word}'"))}");
            }
        }

        return errors.Any ? null : new RuleOverride(request.Rules.Select(word => RuleWords.Read(word)!.Value).ToHashSet(), request.Reason);
    }
}
