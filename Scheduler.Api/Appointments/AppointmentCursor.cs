using System.Globalization;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What the cursor of a list of appointments carries: what the list is ordered by, and the id, of the last row.</summary>
internal static class AppointmentCursor
{
    public static (DateTime AtUtc, Guid Id) Position(Appointment a, AppointmentOrder order) =>
        (order == AppointmentOrder.Updated ? a.UpdatedUtc : a.StartUtc, a.Id);

    public static string Key(Appointment a, AppointmentOrder order)
    {
        var (atUtc, id) = Position(a, order);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix(order)}{atUtc.Ticks}|{id:N}");
    }

    public static (DateTime AtUtc, Guid Id)? Read(string? cursor, AppointmentOrder order, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        var prefix = Prefix(order);
        if (
            parts.Length == 2
            && parts[0].StartsWith(prefix, StringComparison.Ordinal)
            && Paging.ReadInstant(parts[0][prefix.Length..]) is { } atUtc
            && Guid.TryParseExact(parts[1], "N", out var id)
        )
        {
            return (atUtc, id);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }

    /// <summary>A cursor of one order begins no page of another.</summary>
    private static string Prefix(AppointmentOrder order) =>
        order switch
        {
            AppointmentOrder.Start => "",
            AppointmentOrder.StartDescending => "d",
            AppointmentOrder.Updated => "u",
        };
}
