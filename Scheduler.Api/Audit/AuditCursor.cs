using System.Globalization;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>What the cursor of the audit carries: when the last row happened, and its id.</summary>
internal static class AuditCursor
{
    public static string Key(AuditEntry e) => string.Create(CultureInfo.InvariantCulture, $"{e.AtUtc.Ticks}|{e.Id}");

    public static (DateTime AtUtc, long Id)? Read(string? cursor, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        if (
            parts is [var at, var row]
            && Paging.ReadInstant(at) is { } atUtc
            && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return (atUtc, id);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }
}
