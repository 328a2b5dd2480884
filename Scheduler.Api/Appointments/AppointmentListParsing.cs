using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What a caller wrote to be listed, as it came. What is sent several times comes as one text, parted by commas.</summary>
internal sealed record AppointmentListQuery(
    string? UserId,
    string? ProviderId,
    string? Date,
    string? From,
    string? To,
    string? Status,
    string? Type,
    string? Attendance,
    string? UpdatedSince,
    bool? Displaced,
    string? Sort,
    string? Expand,
    string? Cursor,
    int? Limit
);

/// <summary>Reads which appointments a caller wants to have listed.</summary>
internal static class AppointmentListParsing
{
    public const int MaxTypes = 50;

    public static readonly IReadOnlyDictionary<string, AppointmentOrder> Orders = new Dictionary<string, AppointmentOrder>(
        StringComparer.Ordinal
    )
    {
        ["start"] = AppointmentOrder.Start,
        ["-start"] = AppointmentOrder.StartDescending,
        ["updated"] = AppointmentOrder.Updated,
    };

    public static readonly IReadOnlyList<string> Expandable = ["client", "provider"];

    public static AppointmentFilter Parse(AppointmentListQuery query, ZoneRules office, RequestErrors errors)
    {
        CheckId("userId", query.UserId, errors);
        CheckId("providerId", query.ProviderId, errors);
        var order = Word("sort", query.Sort ?? "start", Orders.Keys.ToList(), errors) is { } sort ? Orders[sort] : AppointmentOrder.Start;
        var expand = Words("expand", query.Expand, Expandable, errors);
        var (fromUtc, untilUtc) = Times(query, office, errors);
        return new AppointmentFilter
        {
            UserId = query.UserId,
            ProviderId = query.ProviderId,
            FromUtc = fromUtc,
            UntilUtc = untilUtc,
            Statuses = [.. Words("status", query.Status, StatusWords.All, errors).Select(word => StatusWords.Read(word)!.Value)],
            Types = TypeIds(query.Type, errors),
            Attendances =
            [
                .. Words("attendance", query.Attendance, AttendanceWords.All, errors).Select(word => AttendanceWords.Read(word)!.Value),
            ],
            UpdatedSinceUtc = QueryTimes.Parse("updatedSince", query.UpdatedSince, office, errors),
            Displaced = query.Displaced ?? false,
            Order = order,
            WithClients = expand.Contains("client"),
            WithProviders = expand.Contains("provider"),
            After = AppointmentCursor.Read(query.Cursor, order, errors),
            Limit = Paging.Limit(query.Limit, errors),
        };
    }

    /// <summary>A date is the office's.</summary>
    private static (DateTime? FromUtc, DateTime? UntilUtc) Times(AppointmentListQuery query, ZoneRules office, RequestErrors errors)
    {
        var fromUtc = QueryTimes.Parse("from", query.From, office, errors);
        var untilUtc = QueryTimes.Parse("to", query.To, office, errors);
        if (QueryTimes.ParseDate("date", query.Date, errors) is not { } date)
        {
            return (fromUtc, untilUtc);
        }

        if (query.From is not null || query.To is not null)
        {
            errors.Add("date", "must not be sent together with 'from' or 'to'");
        }

        return (office.ToUtc(date, 0), office.ToUtc(date.AddDays(1), 0));
    }

    private static List<string> TypeIds(string? sent, RequestErrors errors)
    {
        var ids = Split(sent);
        if (ids.Count > MaxTypes)
        {
            errors.Add("type", $"must name at most {MaxTypes} appointment types");
        }

        foreach (var id in ids)
        {
            errors.Id("type", id);
        }

        return ids;
    }

    private static void CheckId(string field, string? id, RequestErrors errors)
    {
        if (id is not null)
        {
            errors.Id(field, id);
        }
    }

    private static List<string> Words(string field, string? sent, IReadOnlyList<string> known, RequestErrors errors) =>
        Split(sent).Select(word => Word(field, word, known, errors)).OfType<string>().ToList();

    private static string? Word(string field, string word, IReadOnlyList<string> known, RequestErrors errors)
    {
        if (known.Contains(word))
        {
            return word;
        }

        errors.Add(field, $"must be {string.Join(", ", known.SkipLast(1).Select(k => $"'{k}'"))} or '{known[^1]}'");
        return null;
    }

    private static List<string> Split(string? sent) => sent is null ? [] : [.. sent.Split(',').Distinct(StringComparer.Ordinal)];
}
