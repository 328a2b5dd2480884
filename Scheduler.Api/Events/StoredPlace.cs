using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>How far somebody who follows has come: stored, and moved on together with what was made of the stretch.</summary>
internal static class StoredPlace
{
    /// <summary>The place in the feed up to which every event has its mails.</summary>
    public const string Mails = "mail.place";

    /// <summary>The instant up to which every reminder that was due is queued.</summary>
    public const string Reminders = "mail.reminders";

    /// <summary>The place in the feed up to which every event is in the audit. The migration that began it stores it.</summary>
    public const string Audit = "audit.place";

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
    /// Moves on from the place that was read from, with these rows; nothing is stored where another instance was first.
    /// </summary>
    public static Task<bool> MoveAsync(
        WriteQueue writes,
        string name,
        string from,
        string to,
        IReadOnlyList<NewRow> rows,
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

                if (rows.Count > 0)
                {
                    await db.InsertRowsAsync([.. rows]);
                }

                return true;
            },
            cancellationToken
        );
}
