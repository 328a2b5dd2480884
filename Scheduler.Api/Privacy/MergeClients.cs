using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Privacy;

/// <summary>
/// Makes two clients one: who stays takes over the other's appointments, and what it did not know itself of names, contacts and notes.
/// The other is gone. One transaction; nothing is changed where who stays would have two appointments on one date.
/// </summary>
public sealed class MergeClients(WriteQueue writes, OperationContext context)
{
    private const int MaxLooks = 4;
    private const int MostNamed = 20;

    /// <param name="id">Who goes.</param>
    /// <param name="into">Who stays.</param>
    /// <returns>Who stays, as it is then.</returns>
    public async Task<Outcome<Client>> RunAsync(string id, string into, CancellationToken cancellationToken)
    {
        if (!RequestErrors.IsId(id) || HoldingClient.Is(id))
        {
            return Refusal.NotFound("client", id);
        }

        if (!RequestErrors.IsId(into) || HoldingClient.Is(into) || into == id)
        {
            return RequestErrors.Of("into", "must be the id of another client");
        }

        for (var looks = 1; ; looks++)
        {
            try
            {
                return await writes.RunVersionedAsync(db => MergeAsync(db, id, into), cancellationToken);
            }
            catch (Exception e) when (looks < MaxLooks && ConstraintViolation.Find(e) == BrokenConstraint.DailyLimit)
            {
                // One of them has booked a date of the other's meanwhile: the next look names it.
            }
        }
    }

    private async Task<Outcome<Client>> MergeAsync(SchedulerDbContext db, string id, string into)
    {
        if (await db.Clients.FirstOrDefaultAsync(c => c.Id == id) is not { } gone)
        {
            return Refusal.NotFound("client", id);
        }

        if (await db.Clients.FirstOrDefaultAsync(c => c.Id == into) is not { } stays)
        {
            return RequestErrors.Of("into", "must be the id of a client that exists");
        }

        var nowUtc = context.Now();
        if (await ClashesAsync(db, id, into, nowUtc) is { } clash)
        {
            return clash;
        }

        TakeOver(stays, gone);
        stays.Version++;
        // The version first: it decides against any other change at the same instant.
        await db.SaveChangesAsync();
        var moved = await Transitions.PassAsync(db, id, into, context.Actor, nowUtc);
        await ClientIndex.RemoveAsync(db, id);
        // What was answered about the other is not to be told again once the one who stays is erased.
        await db.EmptyAnswersAsync(id);
        db.Remove(gone);
        db.Events.Add(
            EventRow.Of(
                EventTypes.ClientMerged,
                EventSubjects.Client,
                id,
                context.Actor,
                nowUtc,
                json =>
                {
                    json.WriteString("id", id);
                    json.WriteString("into", into);
                    json.WriteNumber("appointments", moved);
                }
            )
        );
        db.Events.Add(ClientEvents.Of(EventTypes.ClientUpdated, stays, context));
        await db.SaveChangesAsync();
        await ClientIndex.UpdateAsync(db, stays);
        return stays;
    }

    /// <summary>What who stays says of itself goes before; notes and tags are kept of both.</summary>
    private static void TakeOver(Client stays, Client gone)
    {
        if (stays.FirstName is null && stays.LastName is null)
        {
            (stays.FirstName, stays.LastName) = (gone.FirstName, gone.LastName);
        }

        stays.Email ??= gone.Email;
        stays.Phone ??= gone.Phone;
        stays.TimeZone ??= gone.TimeZone;
        stays.Language ??= gone.Language;
        stays.BirthDate ??= gone.BirthDate;
        string[] notes = [.. new[] { stays.StaffNote, gone.StaffNote }.OfType<string>().Distinct(StringComparer.Ordinal)];
        var both = string.Join('\n', notes);
        stays.StaffNote =
            notes.Length == 0 ? null
            : both.Length <= Limits.Note ? both
            : both[..Limits.Note];
        var tags = (stays.Tags ?? []).Concat(gone.Tags ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(ClientRules.MaxTags).ToList();
        stays.Tags = tags.Count == 0 ? null : tags;
    }

    private static async Task<Refusal?> ClashesAsync(SchedulerDbContext db, string id, string into, DateTime nowUtc)
    {
        var taken = await db
            .OccupiedDays.Where(d => d.UserId == id && (d.LapsesUtc == null || d.LapsesUtc > nowUtc))
            .Select(d => d.Date)
            .Intersect(db.OccupiedDays.Where(d => d.UserId == into && (d.LapsesUtc == null || d.LapsesUtc > nowUtc)).Select(d => d.Date))
            .OrderBy(d => d)
            .ToListAsync();
        if (taken.Count == 0)
        {
            return null;
        }

        var more = taken.Count > MostNamed ? $" and {taken.Count - MostNamed} more" : "";
        return new Refusal(
            RefusalType.DailyLimitReached,
            $"Both have an appointment on {string.Join(", ", taken.Take(MostNamed).Select(Instants.FormatDate))}{more}, "
                + "and one a day may be kept. Nothing was changed."
        )
            .With("date", taken[0])
            .With("dates", taken);
    }
}
