using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>Places everybody's day on the wall clock of the office.</summary>
internal sealed class DayReader(ReadBoard read, OperationContext context)
{
    private const int ShownFrom = 8 * 60;
    private const int ShownUntil = 18 * 60;

    /// <summary>Gaps are pressed in pieces that end on the half hours.</summary>
    private const int Piece = 30;

    /// <summary>What can be pressed is not smaller, and a shorter appointment takes as much on the page.</summary>
    private const int Least = 15;

    public async Task<DayModel> ReadAsync(HttpContext http, DateOnly? wanted)
    {
        var viewer = Viewer.Of(http, null, context.Office);
        var today = viewer.Zone.DateOf(context.Now());
        var date = wanted ?? today;
        var board = await read.RunAsync(date, http.RequestAborted);
        var marks = TypeMark.Of(board.Types);
        var byType = marks.ToDictionary(m => m.Type.Id);
        var entries = board
            .Entries.SelectMany(e => e.Appointment.ProviderIds.DefaultIfEmpty("").Select(id => (ProviderId: id, Entry: e)))
            .ToLookup(e => e.ProviderId, e => e.Entry);
        var columns = board
            .Providers.OrderBy(p => p.Provider.LastName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(p => p.Provider.FirstName, StringComparer.OrdinalIgnoreCase)
            .Select(p => Column(p, entries[p.Provider.Id].ToList()))
            .ToList();
        var atWork = columns.Where(c => c.Open.Count > 0 || c.Count > 0).ToList();
        if (entries.Contains(""))
        {
            atWork.Add(new DayColumn(null, null, [], [], Items([], entries[""].ToList(), out var lanes), lanes));
        }

        var edges = atWork
            .SelectMany(c => c.Open.Select(o => (o.StartMinute, o.EndMinute)).Concat(c.Items.Select(i => (i.StartMinute, i.EndMinute))))
            .ToList();
        return new DayModel(
            viewer,
            date,
            today,
            date == today ? Minute(board.NowUtc) : null,
            edges.Select(e => e.StartMinute).Append(ShownFrom).Min() / 60 * 60,
            (edges.Select(e => e.EndMinute).Append(ShownUntil).Max() + 59) / 60 * 60,
            atWork,
            [.. columns.Except(atWork).Select(c => c.Provider!)],
            [.. marks.Where(m => board.Entries.Any(e => e.Appointment.AppointmentTypeId == m.Type.Id))],
            board.Entries.Count
        );

        DayColumn Column(LoadedProvider provider, IReadOnlyList<BoardEntry> own)
        {
            var calendar = provider.Calendar(board.Day, null);
            var booked = TimeRangeSet.Of(own.Select(e => new TimeRange(e.Appointment.StartUtc, e.Appointment.EndUtc)));
            var open = calendar.Open.Within(board.Day);
            // What is over cannot be booked, but for the piece of the clock that is running.
            var free = TimeRange.Between(date == today ? board.NowUtc.AddMinutes(-Piece) : board.NowUtc, board.Day.EndUtc) is { } rest
                ? open.Subtract(calendar.Busy).Within(rest)
                : TimeRangeSet.Empty;
            var gaps = free.SelectMany(r => Pieces(Range(r)));
            var items = Items(gaps, own, out var lanes);
            return new DayColumn(
                provider.Provider,
                provider.Zone.Id == viewer.Zone.Id ? null : Viewer.ZoneName(provider.Zone),
                Ranges(open),
                Ranges(calendar.Busy.Within(board.Day).Subtract(booked)),
                items,
                lanes
            );
        }

        List<LocalRange> Ranges(TimeRangeSet set) => [.. set.Select(Range).OfType<LocalRange>()];

        // Where the clock goes back a range may end before it begins on the wall clock: its length says how much it takes.
        LocalRange? Range(TimeRange range)
        {
            var (start, end) = (Minute(range.StartUtc), Minute(range.EndUtc));
            end = Math.Min(LocalRange.MinutesADay, end > start ? end : start + (int)range.Duration.TotalMinutes);
            return end > start ? new LocalRange(start, end) : null;
        }

        int Minute(DateTime utc)
        {
            var (local, time) = viewer.Zone.ToLocal(utc);
            return local < date ? 0
                : local > date ? LocalRange.MinutesADay
                : (int)time.TotalMinutes;
        }

        List<DayItem> Items(IEnumerable<LocalRange> gaps, IReadOnlyList<BoardEntry> own, out int lanes)
        {
            var placed = Lanes.Of(
                own.Select(e =>
                {
                    var start = Minute(e.Appointment.StartUtc);
                    var end = Range(new TimeRange(e.Appointment.StartUtc, e.Appointment.EndUtc))?.EndMinute ?? start;
                    return (Entry: e, Start: start, End: Math.Max(end, Math.Min(LocalRange.MinutesADay, start + Least)));
                }),
                e => (e.Start, e.End)
            );
            lanes = placed.Select(p => p.Count).Append(1).Max();
            return
            [
                .. placed
                    .Select(p => new DayItem(p.Item.Start, p.Item.End, Entry(p.Item.Entry, p.Lane, p.Count)))
                    .Concat(gaps.Select(g => new DayItem(g.StartMinute, g.EndMinute, null)))
                    .OrderBy(i => i.StartMinute),
            ];
        }

        DayEntry Entry(BoardEntry e, int lane, int lanes) =>
            new(
                e.Appointment.Id,
                Names.Of(e.Client, e.Client.Id),
                viewer.Span(e.Appointment.StartUtc, e.Appointment.EndUtc),
                byType[e.Appointment.AppointmentTypeId],
                [.. States(e)],
                DayAttendance.Offered(e.Appointment, board.NowUtc, viewer.Zone),
                lane,
                lanes
            );

        IEnumerable<string> States(BoardEntry e)
        {
            if (e.Status == AppointmentStatus.Held)
            {
                yield return StatusWords.Of(AppointmentStatus.Held);
            }

            if (AttendanceWords.Of(e.Appointment.Attendance) is { } came)
            {
                yield return came;
            }

            if (e.Appointment.EndUtc <= board.NowUtc)
            {
                yield return "past";
            }
        }
    }

    /// <summary>A gap in pieces that end on the half hours; none shorter than <see cref="Least"/>.</summary>
    private static IEnumerable<LocalRange> Pieces(LocalRange? gap)
    {
        for (var (start, end) = (gap?.StartMinute ?? 0, gap?.EndMinute ?? 0); end - start >= Least; )
        {
            var cut = ((start / Piece) + 1) * Piece;
            cut = cut - start < Least ? cut + Piece : cut;
            cut = end - cut < Least ? end : cut;
            yield return new LocalRange(start, cut);
            start = cut;
        }
    }
}
