using Microsoft.EntityFrameworkCore;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Public;

/// <summary>How much strangers may take on the public pages, held and confirmed alike.</summary>
/// <remarks>
/// Boundaries: the last booking that counts and the first too many; the end of the window; many at once on two instances.
/// </remarks>
public sealed class BoundTests
{
    [Theory, OnEachDatabase]
    public async Task One_address_takes_so_many_in_a_day_and_no_more_on_either_instance(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, [.. BehindProxy, "Public:BookingsPerAddressPerDay", "5"]);
        await using var other = app.StartAnother([.. BehindProxy, "Public:BookingsPerAddressPerDay", "5"]);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        var visits = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async i =>
                {
                    using var stranger = new Stranger(i % 2 == 0 ? app : other);
                    return i % 4 < 2
                        ? await stranger.HoldAsync("anna", "consultation", Start(i))
                        : await stranger.BookAsync(
                            "anna",
                            "meeting",
                            Start(i),
                            ("firstName", "A"),
                            ("lastName", $"B{i}"),
                            ("email", $"a{i}@example.org")
                        );
                })
        );
        Assert.Equal(5, visits.Count(v => v.Status == 303));
        Assert.All(visits.Where(v => v.Status != 303), v => v.Expect(429));
        Assert.Equal(5, (await app.AllAsync("/api/appointments?providerId=anna")).Count);

        using var same = new Stranger(app);
        var refused = (await same.HoldAsync("anna", "consultation", Start(20))).Expect(429);
        Assert.Contains("Too many appointments were booked", refused.Page, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(1), refused.RetryAfter);
        using var neighbour = new Stranger(app, "192.0.2.2");
        (await neighbour.HoldAsync("anna", "consultation", Start(20))).Expect(303);

        // What was taken counts no longer once the window is over.
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await same.HoldAsync("anna", "consultation", Start(25))).Expect(303);
    }

    [Theory, OnEachDatabase]
    public async Task A_confirmed_or_released_hold_goes_on_to_count(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, [.. BehindProxy, "Public:BookingsPerAddressPerDay", "2"]);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        using var stranger = new Stranger(app);
        var first = (await stranger.HoldAsync("anna", "consultation", Start(0))).Expect(303);
        (await stranger.PostAsync(first.Location, Noor)).Expect(303);
        var second = (await stranger.HoldAsync("anna", "consultation", Start(1))).Expect(303);
        (await stranger.PostAsync(second.Location.Replace("?", "/release?", StringComparison.Ordinal))).Expect(303);
        (await stranger.HoldAsync("anna", "consultation", Start(2))).Expect(429);
    }

    [Theory, OnEachDatabase]
    public async Task One_email_address_has_so_many_ahead_whoever_writes_it_and_however(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, [.. BehindProxy, "Public:LiveBookingsPerEmail", "2"]);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "noor",
                    firstName = "Noor",
                    lastName = "Haddad",
                    email = "noor@example.org",
                }
            )
        ).Expect(201);
        // What the office books for her is no stranger's doing.
        (await app.BookAsync("noor", "meeting", "anna", Start(30))).Expect(201);
        using var stranger = new Stranger(app);
        var first = (await stranger.BookAsync("anna", "meeting", Start(0), Noor)).Expect(303);
        var held = (await stranger.HoldAsync("anna", "consultation", Start(1))).Expect(303);
        using var other = new Stranger(app, "192.0.2.2");
        (
            await other.BookAsync(
                "anna",
                "meeting",
                Start(2),
                ("firstName", "Somebody"),
                ("lastName", "Else"),
                ("email", "NOOR@example.org")
            )
        ).Expect(303);

        var refused = (await stranger.PostAsync(held.Location, Noor)).Expect(429);
        Assert.Contains("Too many appointments were booked", refused.Page, StringComparison.Ordinal);
        (await other.BookAsync("anna", "meeting", Start(3), ("firstName", "A"), ("lastName", "B"), ("email", "Noor@Example.org"))).Expect(
            429
        );
        (await app.CancelAsync(first.Id)).Expect(200);
        (await stranger.PostAsync(held.Location, Noor)).Expect(303);
    }

    [Fact]
    public async Task Pages_with_free_times_are_read_so_often_in_a_minute()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            [.. BehindProxy, "Public:ReadsPerAddressPerMinute", "3"]
        );
        using var stranger = new Stranger(app);
        for (var i = 0; i < 3; i++)
        {
            (await stranger.GetAsync("/book/any?type=visit")).Expect(200);
        }

        var refused = (await stranger.GetAsync("/book/any?type=visit")).Expect(429);
        Assert.Contains("Too many requests", refused.Page, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 60);
        (await stranger.GetAsync("/book")).Expect(200);
        using var other = new Stranger(app, "192.0.2.2");
        (await other.GetAsync("/book/any?type=visit")).Expect(200);
    }

    [Theory, OnEachDatabase]
    public async Task A_request_looks_at_fifty_providers_and_books_with_one_of_them(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await using (var db = Contexts.Open(database, app.Database.ConnectionString))
        {
            for (var i = 0; i < 60; i++)
            {
                var id = $"p{i:00}";
                db.Add(
                    new Scheduler.Data.Model.Provider
                    {
                        Id = id,
                        FirstName = "P",
                        LastName = id,
                        TimeZone = "UTC",
                        CreatedUtc = app.Clock.GetUtcNow().UtcDateTime,
                    }
                );
                // The last ten alone are open on Tuesdays.
                db.Add(
                    new Scheduler.Data.Model.WeeklyHours
                    {
                        ProviderId = id,
                        Day = i < 50 ? DayOfWeek.Monday : DayOfWeek.Tuesday,
                        Ranges = "09:00-12:00",
                    }
                );
            }

            await db.SaveChangesAsync();
        }

        using var stranger = new Stranger(app);
        var month = (await stranger.GetAsync("/book/any?type=meeting&month=2026-11&tz=UTC")).Expect(200).Page;
        Assert.Contains("Monday 23 November,", month, StringComparison.Ordinal);
        Assert.DoesNotContain("Tuesday 24 November,", month, StringComparison.Ordinal);
        (await stranger.BookAsync("any", "meeting", "2026-11-24T09:00:00Z", Noor)).Expect(422);
        (await stranger.BookAsync("p55", "meeting", "2026-11-24T09:00:00Z", Noor)).Expect(303);
        (await stranger.BookAsync("any", "meeting", "2026-11-23T09:00:00Z", Noor)).Expect(303);
    }

    [Theory, OnEachDatabase]
    public async Task An_address_is_kept_as_a_hash_that_nobody_can_guess_and_no_longer_than_it_counts(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        using var stranger = new Stranger(app);
        (await stranger.HoldAsync("anna", "consultation", Start(0))).Expect(303);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        var plain = System.Security.Cryptography.SHA256.HashData("192.0.2.1"u8);
        Assert.NotEqual(plain, (await db.AddressHolds.SingleAsync()).Address);
        Assert.NotEqual(plain, (await db.AddressBookings.SingleAsync()).Address);
        await app.DoJobAsync<Scheduler.Api.Appointments.ForgetAddresses>();
        Assert.Equal(1, await db.AddressBookings.CountAsync());
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.DoJobAsync<Scheduler.Api.Appointments.ForgetAddresses>();
        Assert.Equal(0, await db.AddressBookings.CountAsync());
    }

    private static string Start(int index) => $"2026-11-{24 + (index / 8)}T{9 + (index % 8):00}:00:00Z";
}
