using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Audit;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>What the program does in place of serving, where its first argument names it.</summary>
internal sealed record Command(Func<IServiceProvider, Task<int>> Work)
{
    /// <returns>Null where the service is to be started.</returns>
    /// <exception cref="StartException">A command is not called as it must be.</exception>
    public static Command? Of(string[] args) => args switch
    {
        ["office-zone", var name, ..] when ZoneRules.TryGet(name, out var zone) => new(services => ChangeOfficeZoneAsync(services, zone)),
        ["office-zone", ..] => throw new StartException("Usage: dotnet Scheduler.Api.dll office-zone ZONE, where ZONE is the name of an IANA time zone such as Europe/Berlin."),
        ["audit", "verify", ..] => new(VerifyAuditAsync),
        ["audit", ..] => throw new StartException("Usage: dotnet Scheduler.Api.dll audit verify"),
        _ => null,
    };

    /// <summary>Does it on the database that the settings name.</summary>
    /// <returns>The exit code: 0, or 1 where it was refused.</returns>
    public async Task<int> RunAsync(WebApplication app)
    {
        await using (app)
        {
            await app.OpenDatabaseAsync();
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<OperationContext>().Actor = Actor.System;
            return await Work(scope.ServiceProvider);
        }
    }

    private static async Task<int> ChangeOfficeZoneAsync(IServiceProvider services, ZoneRules zone)
    {
        var outcome = await services.GetRequiredService<ChangeOfficeZone>().RunAsync(zone, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"Nothing was changed. {refusal.Detail} Move or cancel one of each, and run this again.");
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"The office zone is {zone.Id}; it was {outcome.Value!.Former ?? "not stored"}. {outcome.Value.Appointments} appointment(s) are counted by another date. Start every instance with Scheduling:TimeZone={zone.Id}.");
        return 0;
    }

    private static async Task<int> VerifyAuditAsync(IServiceProvider services)
    {
        var verdict = await services.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None);
        foreach (var wrong in verdict.Wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
        }

        await Console.Out.WriteLineAsync(
            $"{verdict.Rows} row(s) under {verdict.Seals} seal(s): {(verdict.Wrong.Count == 0 ? "none was changed, none is missing" : "the audit was tampered with")}. {verdict.Unsealed} row(s) are not sealed yet.");
        return verdict.Wrong.Count == 0 ? 0 : 1;
    }
}
