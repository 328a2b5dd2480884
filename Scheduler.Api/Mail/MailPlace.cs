using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>How far the outbox has come: stored, and moved on together with what was made of the stretch.</summary>
internal static class MailPlace
{
    /// <summary>The place in the feed up to which every event has its mails.</summary>
    public const string Feed = "mail.place";

    /// <summary>The instant up to which every reminder that was due is queued.</summary>
    public const string Reminders = "mail.reminders";

    public static Task BeginAsync(WriteQueue writes, string name, string value, CancellationToken cancellationToken) =>
        writes.RunAsync(
            async db =>
            {
                await db.InsertRowsAsync(NewRow.IfAbsent(new Setting { Name = name, Value = value }));
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Moves on from the place that was read from, with these messages; nothing is stored where another instance was first.
    /// </summary>
    public static Task<bool> MoveAsync(
        WriteQueue writes,
        string name,
        string from,
        string to,
        IReadOnlyList<Message> messages,
        CancellationToken cancellationToken
    ) =>
        writes.RunAsync(
            async db =>
            {
                if (
                    await db
                        .Settings.Where(s => s.Name == name && s.Value == from)
                        .ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, to)) == 0
                )
                {
                    return false;
                }

                if (messages.Count > 0)
                {
                    await db.InsertRowsAsync([.. messages.Select(NewRow.IfAbsent)]);
                }

                return true;
            },
            cancellationToken
        );
}
