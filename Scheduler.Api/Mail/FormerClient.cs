using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Whose an appointment was before it passed to another client: written to in their own language and zone.</summary>
/// <param name="WasTold">Whether something about the appointment was sent to them.</param>
internal sealed record FormerClient(string? TimeZone, string? Language, bool WasTold)
{
    /// <summary>Of each message that goes to a former client, by its id; of several with one address the first.</summary>
    public static async Task<Dictionary<Guid, FormerClient>> ReadAsync(
        SchedulerDbContext db,
        IReadOnlyList<Message> messages,
        CancellationToken cancellationToken
    )
    {
        var all = messages.Where(m => m.Kind == MessageKind.PassedOn).ToList();
        if (all.Count == 0)
        {
            return [];
        }

        var (ids, addresses) = (all.ConvertAll(m => m.AppointmentId), all.ConvertAll(m => m.Address));
        var clients = await db
            .Clients.AsNoTracking()
            .Where(c => addresses.Contains(c.Email!))
            .OrderBy(c => c.Id)
            .Select(c => new
            {
                c.Email,
                c.TimeZone,
                c.Language,
            })
            .ToListAsync(cancellationToken);
        var sent = await db
            .Messages.Where(m => ids.Contains(m.AppointmentId) && addresses.Contains(m.Address) && m.Status == MessageStatus.Sent)
            .Select(m => new { m.AppointmentId, m.Address })
            .ToListAsync(cancellationToken);
        return all.ToDictionary(
            m => m.Id,
            m =>
            {
                var client = clients.Find(c => c.Email == m.Address);
                return new FormerClient(
                    client?.TimeZone,
                    client?.Language,
                    sent.Exists(s => s.AppointmentId == m.AppointmentId && s.Address == m.Address)
                );
            }
        );
    }
}
