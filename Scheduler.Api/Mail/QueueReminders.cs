using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Queues reminders as they become due: of each type and lead the appointments whose start the lead has just reached.</summary>
/// <remarks>What was booked or moved after its reminder would have been due has just been told, and is not reminded of.</remarks>
public sealed class QueueReminders(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, TimeProvider clock)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.FindSettingAsync(StoredPlace.Reminders, cancellationToken) is null)
        {
            await StoredPlace.BeginAsync(writes, StoredPlace.Reminders, Instants.FormatInstant(clock.Now()), cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.FindSettingAsync(StoredPlace.Reminders, cancellationToken) is not { } text)
        {
            await BeginAsync(cancellationToken);
            return;
        }

        var nowUtc = clock.Now();
        if (!Instants.TryParse(text, out var sinceUtc) || nowUtc - sinceUtc < Step)
        {
            return;
        }

        var messages = new List<Message>();
        var types = (await db.AppointmentTypes.AsNoTracking().ToListAsync(cancellationToken))
            .Where(t => t.ReminderMinutes.Count > 0)
            .ToList();
        foreach (var lead in types.SelectMany(t => t.ReminderMinutes).Distinct())
        {
            messages.AddRange(
                await DueAsync(
                    db,
                    [.. types.Where(t => t.ReminderMinutes.Contains(lead))],
                    TimeSpan.FromMinutes(lead),
                    sinceUtc,
                    nowUtc,
                    cancellationToken
                )
            );
        }

        await StoredPlace.MoveAsync(
            writes,
            StoredPlace.Reminders,
            text,
            Instants.FormatInstant(nowUtc),
            [.. messages.Select(NewRow.IfAbsent)],
            cancellationToken
        );
    }

    private static async Task<IEnumerable<Message>> DueAsync(
        SchedulerDbContext db,
        List<AppointmentType> types,
        TimeSpan lead,
        DateTime sinceUtc,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        // After a stop a reminder may be late, but never later than the appointment.
        var fromUtc = sinceUtc + lead;
        fromUtc = fromUtc > nowUtc ? fromUtc : nowUtc;
        var toUtc = nowUtc + lead;
        var ids = types.ConvertAll(t => t.Id);
        var due = await db
            .Appointments.Where(a =>
                a.StartUtc > fromUtc && a.StartUtc <= toUtc && a.Status == AppointmentStatus.Confirmed && ids.Contains(a.AppointmentTypeId)
            )
            .Join(
                db.Clients.Where(c => c.Email != null),
                a => a.UserId,
                c => c.Id,
                (a, c) =>
                    new
                    {
                        a.Id,
                        a.AppointmentTypeId,
                        a.StartUtc,
                        a.EndUtc,
                        ToldUtc = a.ConfirmedUtc ?? a.CreatedUtc,
                        c.Email,
                        MovedUtc = db
                            .Messages.Where(m => m.AppointmentId == a.Id && m.Kind == MessageKind.Moved)
                            .Max(m => (DateTime?)m.CreatedUtc),
                    }
            )
            .ToListAsync(cancellationToken);
        var minutes = (int)lead.TotalMinutes;
        return due.Where(a => a.ToldUtc <= a.StartUtc - lead && !(a.MovedUtc > a.StartUtc - lead))
            // Where a later reminder is due, too, this one comes too late.
            .Where(a =>
                !types
                    .Find(t => t.Id == a.AppointmentTypeId)!
                    .ReminderMinutes.Exists(m => m < minutes && a.StartUtc - TimeSpan.FromMinutes(m) <= nowUtc)
            )
            .Select(a => new Message
            {
                Id = Ids.New(nowUtc),
                AppointmentId = a.Id,
                Kind = MessageKind.Reminder,
                Version = 0,
                LeadMinutes = minutes,
                Address = a.Email!,
                ToProvider = false,
                StartUtc = a.StartUtc,
                EndUtc = a.EndUtc,
                CreatedUtc = nowUtc,
                NextAttemptUtc = nowUtc,
            });
    }
}
