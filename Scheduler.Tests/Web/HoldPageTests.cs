using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Holds of the booking page, without a browser.</summary>
public sealed class HoldPageTests
{
    [Theory, OnEachDatabase]
    public async Task Of_a_confirmation_and_a_release_at_once_one_wins_for_good(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            "Scheduling:LiveHoldsPerAddress",
            "0",
            "Public:BookingsPerAddressPerDay",
            "0",
            "Public:LiveBookingsPerEmail",
            "0"
        );
        await app.OpenProviderAsync("anna", "00:00", "24:00", days: TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "talk",
                name = "Talk",
                minMinutes = 30,
                maxMinutes = 30,
                holdSeconds = 600,
            }
        );
        // A client who is known: to make one takes longer than a release.
        var known = await app.HoldAsync("anna", "talk", "2026-11-23T10:00:00Z");
        await app.SendFormAsync(known, known.Link, Forms.Noor);
        var (booked, released) = (0, 0);
        for (var round = 0; round < 5; round++)
        {
            var holds = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(i => app.HoldAsync("anna", "talk", $"2026-11-{24 + round}T{i:00}:00:00Z"))
            );
            await Task.WhenAll(
                holds.Select(
                    async (hold, i) =>
                    {
                        // By turns one of them has a start, from none to a little.
                        var first = round % 2 == 0 ? app.SendFormAsync(hold, hold.Link, Forms.Noor) : app.SendFormAsync(hold, hold.Release);
                        await Task.Delay(i * 3);
                        var second =
                            round % 2 == 0 ? app.SendFormAsync(hold, hold.Release) : app.SendFormAsync(hold, hold.Link, Forms.Noor);
                        var (confirming, releasing) = round % 2 == 0 ? (first, second) : (second, first);
                        var page = await confirming;
                        await releasing;
                        var saidBooked = page.Body.Contains("You are booked", StringComparison.Ordinal);
                        _ = saidBooked ? Interlocked.Increment(ref booked) : Interlocked.Increment(ref released);
                        Assert.Equal(saidBooked ? "confirmed" : "cancelled", (await app.FindAsync(hold.Id)).Text("status"));
                    }
                )
            );
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{booked} booked, {released} released");
        Assert.True(booked > 0 && released > 0, $"{booked} booked and {released} released: there was no race.");
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task What_was_held_and_given_up_is_forgotten_after_a_day(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var holds = new List<Hold>();
        for (var i = 0; i < 5; i++)
        {
            holds.Add(await app.HoldAsync("anna", "consultation", $"2026-11-24T1{i}:00:00Z"));
        }

        await app.SendFormAsync(holds[0], holds[0].Release);
        await app.SendFormAsync(holds[1], holds[1].Release);
        await app.SendFormAsync(holds[2], holds[2].Link, Forms.Noor);
        app.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(2, await app.RunAsync<ExpireHolds>());
        Assert.Equal(0, await app.RunAsync<ForgetReleasedHolds>());

        // One client stands for all that nobody confirmed, and no list shows it.
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Equal("noor@example.org", Assert.Single((await app.AllAsync("/api/clients?limit=50"))).GetProperty("email").GetString());
        Assert.Equal(["hold:public"], await db.Clients.Where(c => c.Email == null).Select(c => c.Id).ToListAsync());
        Assert.Equal(4, await db.Appointments.CountAsync(a => a.UserId == "hold:public"));
        Assert.False(await db.AddressHolds.AnyAsync());

        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(4, await app.RunAsync<ForgetReleasedHolds>());
        Assert.Equal(0, await app.RunAsync<ForgetReleasedHolds>());
        Assert.Equal([holds[2].Id], (await db.Appointments.Select(a => a.Id).ToListAsync()).Select(id => id.ToString()));
        Assert.Equal(1, await db.AppointmentProviders.CountAsync());
        (await app.FindAsync(holds[0].Id)).Expect(404);
        await Invariants.CheckAsync(app);
    }

    /// <summary>Somebody who says that they are this client would have no daily limit, and their history would be deleted.</summary>
    [Fact]
    public async Task Nobody_books_as_the_client_of_all_holds()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.BookVisitAsync("hold:public", "2026-11-24T10:00:00Z")).Expect(400, "invalid-request");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "hold:public",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task A_type_and_a_provider_with_a_plus_in_their_ids_are_booked_on_the_pages()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna+b");
        await app.CreateTypeAsync(
            new
            {
                id = "a+b",
                name = "Held",
                minMinutes = 30,
                maxMinutes = 30,
                holdSeconds = 60,
            }
        );
        await app.CreateTypeAsync(
            new
            {
                id = "c+d",
                name = "At once",
                minMinutes = 30,
                maxMinutes = 30,
            }
        );
        foreach (var (type, time) in new[] { ("a+b", "10:00"), ("c+d", "11:00") })
        {
            var escaped = Uri.EscapeDataString(type);
            Assert.Contains($"/book?type={escaped}", (await app.GetAsync("/book")).Expect(200).Body, StringComparison.Ordinal);
            Assert.Contains(
                $"/book/anna%2Bb?type={escaped}",
                (await app.GetAsync($"/book?type={escaped}")).Expect(200).Body,
                StringComparison.Ordinal
            );
            var page = (await app.GetAsync($"/book/anna%2Bb?type={escaped}&day=2026-11-24&tz=UTC")).Expect(200);
            Assert.Equal(type, page.Field("type"));
            var start = $"2026-11-24T{time}:00Z";
            Answer booked;
            if (type == "a+b")
            {
                var hold = await app.HoldAsync("anna%2Bb", page.Field("type"), start);
                booked = await app.SendFormAsync(hold, hold.Link, Forms.Noor);
            }
            else
            {
                var next = await app.LeadsToAsync(
                    "/book/anna%2Bb/hold",
                    ("type", page.Field("type")),
                    ("minutes", page.Field("minutes")),
                    ("start", start),
                    ("tz", "UTC")
                );
                var details = (await app.GetAsync(next!)).Expect(200);
                (string, string)[] hidden =
                [
                    ("type", details.Field("type")),
                    ("minutes", details.Field("minutes")),
                    ("start", details.Field("start")),
                    ("tz", "UTC"),
                ];
                booked = await app.SendFormAsync("/book/anna%2Bb/details", [.. Forms.Noor, .. hidden]);
            }

            Assert.Contains("You are booked", booked.Expect(200).Body, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await app.AllAsync("/api/appointments?providerId=anna%2Bb&status=confirmed")).Count);
    }
}
