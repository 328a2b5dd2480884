using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// Keeps every instance on one office zone: the dates of the daily limit are stored, and two zones would count them by two calendars.
/// It is the one that the database has; <c>Scheduling:TimeZone</c>, where it is set, must be the same.
/// </summary>
public sealed class OfficeZone(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options)
{
    public const string SettingName = "office-zone";

    /// <summary>How long a type that was made since is trusted.</summary>
    private const long TrustedMilliseconds = 5000;

    private readonly ConcurrentDictionary<string, (int Version, long AtMilliseconds)> looked = new(StringComparer.Ordinal);
    private volatile ZoneRules current = options.Value.FixedZone ?? ZoneRules.Utc;

    /// <summary>The zone as this instance last heard of it.</summary>
    public ZoneRules Current => current;

    /// <summary>Whether the service's own settings say the zone, so that nobody changes it while it runs.</summary>
    public bool IsFixed => options.Value.FixedZone is not null;

    /// <summary>Reads the zone, and stores one at the first start.</summary>
    /// <exception cref="StartException">The database has another one than the settings say.</exception>
    public async Task AgreeAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored =
            await db.FindSettingAsync(SettingName, cancellationToken)
            ?? await writes.RunAsync(
                async db =>
                {
                    await db.InsertRowsAsync(NewRow.IfAbsent(new Setting { Name = SettingName, Value = current.Id }));
                    return (await db.FindSettingAsync(SettingName))!;
                },
                cancellationToken
            );
        if (IsFixed && stored != current.Id)
        {
            throw new StartException(
                $"The appointments of this database are counted by the calendar of {stored}, "
                    + $"and Scheduling:TimeZone is {current.Id}. Set Scheduling:TimeZone={stored}; "
                    + $"or stop every instance and run \"dotnet Scheduler.Api.dll office-zone {current.Id}\", which counts them anew."
            );
        }

        current = ZoneRules.Get(stored);
    }

    /// <summary>Takes up a zone that was changed, or that another instance has changed.</summary>
    public async Task RefreshAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        if (!IsFixed && await db.FindSettingAsync(SettingName, cancellationToken) is { } stored)
        {
            current = ZoneRules.Get(stored);
        }
    }

    /// <summary>
    /// Makes sure that <see cref="Current"/> is the zone. To be asked after <paramref name="type"/> was read, and before
    /// a write that checks its version.
    /// </summary>
    /// <remarks>
    /// Changing the zone changes the version of every type, so that a version that was looked at before needs no second look.
    /// </remarks>
    /// <exception cref="WriteQueueUnavailableException">
    /// This instance has a zone of its settings, which is no longer the office's.
    /// </exception>
    public async Task CheckAsync(SchedulerDbContext db, AppointmentType type, CancellationToken cancellationToken)
    {
        var now = Environment.TickCount64;
        if (looked.TryGetValue(type.Id, out var last) && last.Version == type.Version && now - last.AtMilliseconds < TrustedMilliseconds)
        {
            return;
        }

        if (await db.FindSettingAsync(SettingName, cancellationToken) is { } stored && stored != current.Id)
        {
            if (IsFixed)
            {
                throw new WriteQueueUnavailableException(
                    $"The office zone was changed to {stored}: this instance must be started with Scheduling:TimeZone={stored}."
                );
            }

            current = ZoneRules.Get(stored);
        }

        looked[type.Id] = (type.Version, now);
    }
}
