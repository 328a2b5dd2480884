using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Jobs;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// After an update of the zone data: finds the appointments ahead whose instant is another wall-clock time now than was meant,
/// and writes an event for each. Nothing is moved: whether people meant the instant or the clock is theirs to say.
/// </summary>
/// <param name="zoneData">The release of the zone data.</param>
public sealed class CompareWallClocks(WriteQueue writes, IOptions<SchedulingOptions> options, string zoneData) : Job
{
    /// <summary>The release that the appointments were last compared with; while that runs, also the last one that was looked at.</summary>
    private const string SettingName = "zone-data";
    private const string LockName = "zone data";
    private const int Batch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public CompareWallClocks(WriteQueue writes, IOptions<SchedulingOptions> options)
        : this(writes, options, ZoneRules.DataVersion) { }

    public override string Name => "compare-wall-clocks";

    public override TimeSpan Interval => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        await db.FindSettingAsync(SettingName, cancellationToken) == zoneData ? null : nowUtc;

    public override Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken) =>
        writes.RunAsync(db => CompareAsync(db, nowUtc), cancellationToken);

    private async Task<int> CompareAsync(SchedulerDbContext db, DateTime nowUtc)
    {
        // Where a lease runs out two are at work: they would tell of the same appointments.
        await writes.LockAsync(db, LockName, Patience, "Another comparison with the zone data takes long.");
        var progress = await db.Settings.FirstOrDefaultAsync(s => s.Name == SettingName);
        if (progress?.Value == zoneData)
        {
            return 0;
        }

        var after = progress?.Value.Split('|') is [var release, var last] && release == zoneData ? Guid.ParseExact(last, "N") : Guid.Empty;
        var ahead = await db
            .Appointments.AsNoTracking()
            .Where(a =>
                a.Id.CompareTo(after) > 0
                && a.EndUtc > nowUtc
                && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            )
            .OrderBy(a => a.Id)
            .Take(Batch)
            .ToListAsync();
        foreach (var a in ahead)
        {
            var clock = ZoneRules.TryGet(a.TimeZone, out var zone) ? zone.ToWallClock(a.StartUtc) : a.LocalStart;
            if (clock.Ticks != a.LocalStart.Ticks)
            {
                db.Events.Add(
                    EventRow.Of(
                        EventTypes.AppointmentClockMoved,
                        EventSubjects.Appointment,
                        a.Id.ToString(),
                        Actor.System,
                        nowUtc,
                        json =>
                        {
                            AppointmentEvents.Write(json, a, nowUtc);
                            json.WriteString("timeZone", a.TimeZone);
                            json.WriteString("meantLocalStart", a.LocalStart.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
                            json.WriteString("localStart", clock.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
                        },
                        a.ProviderIds
                    )
                );
            }
        }

        var value = ahead.Count < Batch ? zoneData : $"{zoneData}|{ahead[^1].Id:N}";
        if (progress is null)
        {
            db.Add(new Setting { Name = SettingName, Value = value });
        }
        else
        {
            progress.Value = value;
        }

        await db.SaveChangesAsync();
        return 1;
    }
}
