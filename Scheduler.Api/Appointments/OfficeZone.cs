using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// Keeps every instance on one office zone: the dates of the daily limit are stored, and two zones would count them by two calendars.
/// </summary>
public sealed class OfficeZone(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options)
{
    public const string SettingName = "office-zone";

    /// <summary>How long a type that was made since is trusted.</summary>
    private const long TrustedMilliseconds = 5000;

    private readonly ConcurrentDictionary<string, (int Version, long AtMilliseconds)> looked = new(StringComparer.Ordinal);

    private string Zone => options.Value.TimeZone;

    /// <summary>Stores the zone at the first start.</summary>
    /// <exception cref="StartException">The database has another one.</exception>
    public async Task AgreeAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored =
            await db.FindSettingAsync(SettingName, cancellationToken)
            ?? await writes.RunAsync(
                async db =>
                {
                    await db.InsertRowsAsync(NewRow.IfAbsent(new Setting { Name = SettingName, Value = Zone }));
                    return (await db.FindSettingAsync(SettingName))!;
                },
                cancellationToken
            );
        if (stored != Zone)
        {
            throw new StartException(
                $"The appointments of this database are counted by the calendar of {stored}, "
                    + $"and Scheduling:TimeZone is {Zone}. Set Scheduling:TimeZone={stored}; "
                    + $"or stop every instance and run \"dotnet Scheduler.Api.dll office-zone {Zone}\", which counts them anew."
            );
        }
    }

    /// <summary>
    /// Makes sure that the zone has not been changed under this instance. To be asked after <paramref name="type"/>
    /// was read, and before a write that checks its version.
    /// </summary>
    /// <remarks>
    /// Changing the zone changes the version of every type, so that a version that was looked at before needs no second look.
    /// </remarks>
    /// <exception cref="WriteQueueUnavailableException">It has: this instance counts
    /// by a calendar that is no longer the office's.</exception>
    public async Task CheckAsync(SchedulerDbContext db, AppointmentType type, CancellationToken cancellationToken)
    {
        var now = Environment.TickCount64;
        if (looked.TryGetValue(type.Id, out var last) && last.Version == type.Version && now - last.AtMilliseconds < TrustedMilliseconds)
        {
            return;
        }

        if (await db.FindSettingAsync(SettingName, cancellationToken) is { } stored && stored != Zone)
        {
            throw new WriteQueueUnavailableException(
                $"The office zone was changed to {stored}: this instance must be started with Scheduling:TimeZone={stored}."
            );
        }

        looked[type.Id] = (type.Version, now);
    }
}
