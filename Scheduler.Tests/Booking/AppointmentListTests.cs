namespace Scheduler.Tests.Booking;

/// <summary>Ids that callers choose, and lists: order, pages, filters.</summary>
/// <remarks>Boundaries: appointments that start at one instant, a page that ends among them, ids of one and of 64 characters.</remarks>
public sealed class AppointmentListTests
{
    [Theory, OnEachDatabase]
    public async Task Ids_are_the_callers_own(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        string[] ids = ["42", "a", "Ann@example.org", "x:y+z_0.-", new string('u', 64), "0199f6c0-0000-7000-8000-000000000001"];
        foreach (var id in ids)
        {
            (await app.BookVisitAsync(id, "2026-11-23T09:00:00Z")).Expect(201);
            Assert.Equal(id, (await app.GetAsync($"/api/clients/{Uri.EscapeDataString(id)}")).Expect(200).Text("id"));
            Assert.Single(await app.AllAsync($"/api/users/{Uri.EscapeDataString(id)}/appointments?limit=1"));
        }

        foreach (var id in new[] { "", " ", "a b", "ä", new string('u', 65), "a/b" })
        {
            (await app.BookVisitAsync(id, "2026-11-23T09:00:00Z")).Expect(400, "invalid-request");
        }

        // Case counts: these are two users.
        (await app.BookVisitAsync("A", "2026-11-23T09:00:00Z")).Expect(201);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "any",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(400, "invalid-request");
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(201);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(409, "id-taken");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "42",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(409, "id-taken");
    }

    [Theory, OnEachDatabase]
    public async Task Pages_follow_the_start_and_neither_repeat_nor_leave_out(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var booked = new List<(string Start, string Id)>();
        for (var i = 0; i < 11; i++)
        {
            await app.OpenProviderAsync($"dr-{i:00}");
            // Nine at one instant, out of order of making; one before and one after.
            var start =
                i == 5 ? "2026-11-23T09:00:00Z"
                : i == 7 ? "2026-11-23T11:00:00Z"
                : "2026-11-23T10:00:00Z";
            booked.Add((start, (await app.BookAsync("alice", "meeting", $"dr-{i:00}", start)).Expect(201).Text("id")));
        }

        var listed = (await app.AllAsync("/api/appointments?userId=alice&limit=2"))
            .Select(a => (Start: a.GetProperty("start").GetString()!, Id: a.GetProperty("id").GetString()!))
            .ToList();
        Assert.Equal(booked.OrderBy(b => b.Start).ThenBy(b => b.Id, StringComparer.Ordinal), listed);
        Assert.Equal(
            listed,
            (await app.AllAsync("/api/users/alice/appointments?limit=3")).Select(a =>
                (a.GetProperty("start").GetString()!, a.GetProperty("id").GetString()!)
            )
        );
        (await app.GetAsync("/api/appointments?userId=alice&cursor=nonsense")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/appointments?userId=alice&limit=0")).Expect(400, "invalid-request");
    }

    [Theory, OnEachDatabase]
    public async Task Filters_are_half_open_and_combine(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var first = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T12:00:00Z")).Expect(201);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-24T09:00:00Z")).Expect(201);
        (await app.CancelAsync(first)).Expect(200);

        Assert.Equal(3, await CountAsync("providerId=dr-who"));
        Assert.Equal(2, await CountAsync("providerId=dr-who&userId=alice"));
        Assert.Equal(2, await CountAsync("providerId=dr-who&from=2026-11-23&to=2026-11-24"));
        Assert.Equal(1, await CountAsync("providerId=dr-who&from=2026-11-23T09:00:00Z&to=2026-11-23T12:00:00Z"));
        Assert.Equal(2, await CountAsync("providerId=dr-who&from=2026-11-23T12:00:00%2B00:00"));
        Assert.Equal(1, await CountAsync("userId=alice&status=cancelled"));
        Assert.Equal(1, await CountAsync("userId=alice&status=confirmed"));
        Assert.Equal(0, await CountAsync("userId=nobody"));
        (await app.GetAsync("/api/appointments?userId=alice&status=gone")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/appointments?userId=alice&from=yesterday")).Expect(400, "invalid-request");

        async Task<int> CountAsync(string query) => (await app.AllAsync($"/api/appointments?{query}")).Count;
    }
}
