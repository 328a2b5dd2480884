using System.Buffers.Binary;
using System.Globalization;
using Scheduler.Data.Model;

namespace Bench;

/// <summary>A table and the columns that the filling writes.</summary>
internal sealed record Table(string Name, string[] Columns, IEnumerable<object?[]> Rows);

/// <summary>The data that is measured on: the same near the present at every size, the rest in the past.</summary>
/// <remarks>
/// Providers p-0 to p-199 keep one of eight weeks; the first 20 of them have four meetings a day for 62 days. c-0 to c-99 are open around
/// the clock, for new consultations. h-0 to h-99 have holds, to be confirmed and cancelled. Users u-0 and on have 20 appointments each.
/// </remarks>
internal sealed class Dataset(int appointments, int holds, DateTime today)
{
    private const int PerUser = 20;
    private const int Near = 20 * 62 * 4;
    private const int NearProviders = 20;
    private const int Providers = 200;
    private static readonly string[] Weeks =
    [
        "09:00-17:00",
        "08:00-16:00",
        "08:30-12:00,13:00-17:30",
        "09:00-12:30,13:30-18:00",
        "10:00-18:00",
        "07:00-15:00",
        "09:00-13:00,14:00-17:00",
        "08:00-17:00",
    ];

    public int Users => (appointments - Near) / PerUser;

    public string HeldIds => string.Join('\n', Enumerable.Range(0, holds).Select(i => Id(appointments + i)));

    public IEnumerable<Table> Tables()
    {
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string[] providers = [.. Ids("p", Providers), .. Ids("c", 100), .. Ids("h", 100)];
        yield return new(
            "providers",
            ["Id", "FirstName", "LastName", "TimeZone", "Online", "Notify", "CreatedUtc", "Version"],
            providers.Select(id => new object?[] { id, "Provider", id, "UTC", true, false, at, 1 })
        );
        yield return new(
            "weekly_hours",
            ["ProviderId", "Day", "Ranges"],
            providers.SelectMany(id =>
                Enumerable
                    .Range(0, 7)
                    .Select(day =>
                        new object?[]
                        {
                            id,
                            day,
                            id[0] == 'c' ? "00:00-24:00" : Weeks[int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture) % Weeks.Length],
                        }
                    )
            )
        );
        yield return new(
            "clients",
            ["Id", "CreatedUtc", "Version"],
            Ids("u", Users).Concat(Ids("n", Near / PerUser)).Concat(Ids("x", holds)).Select(id => new object?[] { id, at, 1 })
        );
        yield return new(
            "appointments",
            [
                "Id",
                "UserId",
                "AppointmentTypeId",
                "ProviderIds",
                "Date",
                "StartUtc",
                "EndUtc",
                "LocalStart",
                "TimeZone",
                "Status",
                "HoldExpiresUtc",
                "CreatedUtc",
                "ConfirmedUtc",
                "BookedOnline",
                "LinkGeneration",
                "Version",
            ],
            All()
                .Select(a =>
                    new object?[]
                    {
                        a.Id,
                        a.User,
                        a.Held ? "consultation"
                        : a.Provider is null ? "visit"
                        : "meeting",
                        a.Provider ?? "",
                        DateOnly.FromDateTime(a.Start),
                        a.Start,
                        a.Start.AddMinutes(30),
                        DateTime.SpecifyKind(a.Start, DateTimeKind.Unspecified),
                        "UTC",
                        (int)(a.Held ? AppointmentStatus.Held : AppointmentStatus.Confirmed),
                        a.Lapses,
                        at,
                        a.Held ? null : at,
                        false,
                        0,
                        1,
                    }
                )
        );
        yield return new(
            "appointment_providers",
            ["ProviderId", "StartUtc", "AppointmentId"],
            All().Where(a => a.Provider is not null).Select(a => new object?[] { a.Provider, a.Start, a.Id })
        );
        yield return new(
            "occupied_times",
            ["ProviderId", "AppointmentId", "FromUtc", "UntilUtc", "LapsesUtc"],
            All()
                .Where(a => a.Provider is not null)
                .Select(a => new object?[] { a.Provider, a.Id, a.Start, a.Start.AddMinutes(30), a.Lapses })
        );
        yield return new(
            "occupied_days",
            ["Date", "AppointmentId", "UserId", "LapsesUtc"],
            All()
                .Where(a => a.Provider is null || a.Held)
                .Select(a => new object?[] { DateOnly.FromDateTime(a.Start), a.Id, a.User, a.Lapses })
        );
    }

    private IEnumerable<Row> All()
    {
        for (var i = 0; i < Near; i++)
        {
            var (slot, provider) = Math.DivRem(i, NearProviders);
            yield return new(Id(i), $"n-{i % (Near / PerUser)}", $"p-{provider}", today.AddDays(slot / 4).AddHours(9 + (slot % 4 * 2)));
        }

        // Every second one a visit, every second one a meeting in the past, and each user's 20 spread over the whole time.
        for (var i = Near; i < appointments; i++)
        {
            var (nth, user) = Math.DivRem(i - Near, Users);
            var meeting = (i - Near) / 2;
            yield return (i - Near + nth) % 2 == 0
                ? new(Id(i), $"u-{user}", null, today.AddDays(-nth * 17 - (user % 16)).AddMinutes(user % 48 * 30))
                : new(
                    Id(i),
                    $"u-{user}",
                    $"p-{meeting % Providers}",
                    today.AddDays(-1 - (meeting / Providers / 16)).AddHours(9).AddMinutes(meeting / Providers % 16 * 30)
                );
        }

        for (var i = 0; i < holds; i++)
        {
            yield return new(
                Id(appointments + i),
                $"x-{i}",
                $"h-{i % 100}",
                today.AddDays(100 + (i / 1600)).AddHours(9).AddMinutes(i / 100 % 16 * 30),
                today.AddDays(2)
            );
        }
    }

    /// <summary>A UUIDv7 whose time grows with the number.</summary>
    private static Guid Id(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (1_700_000_000_000L + number) << 16 | 0x7000 | (uint)(number & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(
            bytes[8..],
            0x8000_0000_0000_0000UL | (unchecked((ulong)number * 0x9E37_79B9_7F4A_7C15UL) >> 2)
        );
        return new Guid(bytes, bigEndian: true);
    }

    private static IEnumerable<string> Ids(string prefix, int count) => Enumerable.Range(0, count).Select(i => $"{prefix}-{i}");

    private sealed record Row(Guid Id, string User, string? Provider, DateTime Start, DateTime? Lapses = null)
    {
        public bool Held => Lapses is not null;
    }
}
