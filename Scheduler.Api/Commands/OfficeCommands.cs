using Scheduler.Api.Appointments;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Commands;

/// <summary>The office as a whole, from the command line.</summary>
internal static class OfficeCommands
{
    /// <summary>Counts every date in another zone from now on.</summary>
    public static async Task<int?> ChangeZoneAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(1))
        {
            return null;
        }

        if (!ZoneRules.TryGet(line.Words[0], out var zone))
        {
            await Console.Error.WriteLineAsync(
                $"Nothing was changed. '{line.Words[0]}' is not the name of an IANA time zone such as Europe/Berlin."
            );
            return 1;
        }

        var outcome = await services.GetRequiredService<ChangeOfficeZone>().RunAsync(zone, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"Nothing was changed. {refusal.Detail} Move or cancel one of each, and run this again.");
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"The office zone is {zone.Id}; it was {outcome.Value!.Former ?? "not stored"}. {outcome.Value.Appointments.Count} "
                + "appointment(s) are counted by another date. "
                + $"Instances with a Scheduling:TimeZone of their own must be started with {zone.Id}."
        );
        return 0;
    }
}
