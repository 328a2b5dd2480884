namespace Scheduler.Tests.Booking;

/// <summary>No two live ranges of a provider overlap, kept by the database.</summary>
/// <remarks>
/// Boundaries: ranges that touch, that hold each other, that cross midnight; buffers that touch, overlap and reach into the next
/// day.
/// </remarks>
public sealed class OverlappingBookingsTests
{
    [Theory, OnEachDatabase]
    public async Task Of_200_overlapping_bookings_at_once_those_stay_that_do_not_overlap(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var random = new Random(3);
        var from = DateTime.Parse("2026-11-23T08:00:00Z").ToUniversalTime();
        var refused = 0;
        var rounds = AtLength.Rounds(50, 12);
        for (var round = 0; round < rounds; round++)
        {
            // A provider of its own each round: what earlier rounds left cannot be what refuses.
            var provider = $"dr-{round}";
            await app.OpenProviderAsync(provider, "08:00", "20:00");
            var wanted = Enumerable
                .Range(0, 200)
                .Select(_ => (Start: from.AddMinutes(15 * random.Next(40)), Minutes: 15 * random.Next(1, 9)))
                .ToList();
            var answers = await Task.WhenAll(
                wanted.Select((w, i) => app.BookAsync($"user-{i}", "meeting", provider, $"{w.Start:s}Z", w.Minutes))
            );

            var won = wanted.Where((_, i) => answers[i].Status == 201).ToList();
            for (var i = 0; i < wanted.Count; i++)
            {
                var (start, end) = (wanted[i].Start, wanted[i].Start.AddMinutes(wanted[i].Minutes));
                var clashes = won.Count(w => w.Start < end && w.Start.AddMinutes(w.Minutes) > start);
                if (answers[i].Status == 201)
                {
                    Assert.Equal(1, clashes);
                    continue;
                }

                answers[i].Expect(409, "slot-taken");
                Assert.True(clashes > 0, $"Nobody has {start:s}–{end:s}, and it was refused.");
                refused++;
            }

            var listed = await app.AllAsync($"/api/appointments?providerId={provider}&limit=200");
            Assert.Equal(
                answers.Where(a => a.Status == 201).Select(a => a.Text("id")).Order(),
                listed.Select(a => a.GetProperty("id").GetString()!).Order()
            );
        }

        Assert.True(refused > 100 * rounds);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Ranges_may_touch_and_not_overlap(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 60)).Expect(201);
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T09:30:00Z", 45)).Expect(409, "slot-taken");
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T10:45:00Z", 15)).Expect(409, "slot-taken");
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T10:15:00Z", 15)).Expect(409, "slot-taken");
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T09:00:00Z", 180)).Expect(409, "slot-taken");
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T09:30:00Z", 30)).Expect(201);
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T11:00:00Z", 30)).Expect(201);
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T23:30:00Z", 60)).Expect(201);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-24T00:15:00Z", 15)).Expect(409, "slot-taken");
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-24T00:30:00Z", 15)).Expect(201);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Buffers_may_touch_and_not_overlap(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "surgery",
                name = "Surgery",
                minMinutes = 60,
                maxMinutes = 60,
                gridMinutes = 15,
                bufferBeforeMinutes = 30,
                bufferAfterMinutes = 15,
            }
        );
        (await app.BookAsync("alice", "surgery", "dr-who", "2026-11-23T12:00:00Z")).Expect(201);
        // Occupied from 11:30 to 13:15; each other's buffers count too.
        (await app.BookAsync("bob", "surgery", "dr-who", "2026-11-23T13:30:00Z")).Expect(409, "slot-taken");
        (await app.BookAsync("bob", "surgery", "dr-who", "2026-11-23T13:45:00Z")).Expect(201);
        (await app.BookAsync("carol", "surgery", "dr-who", "2026-11-23T10:30:00Z")).Expect(409, "slot-taken");
        (await app.BookAsync("carol", "surgery", "dr-who", "2026-11-23T10:15:00Z")).Expect(201);
        // A type without buffers still meets those of the others.
        (await app.BookAsync("dave", "meeting", "dr-who", "2026-11-23T13:00:00Z", 15)).Expect(409, "slot-taken");
        (await app.BookAsync("dave", "surgery", "dr-who", "2026-11-24T00:15:00Z")).Expect(201);
        (await app.BookAsync("dave", "meeting", "dr-who", "2026-11-23T23:30:00Z", 30)).Expect(409, "slot-taken");
        (await app.BookAsync("dave", "meeting", "dr-who", "2026-11-23T23:15:00Z", 30)).Expect(201);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task A_refusal_names_the_three_nearest_starts_that_can_be_booked(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201);
        var refused = (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(409, "slot-taken");
        var alternatives = refused["alternatives"].EnumerateArray().Select(a => a.GetString()!).ToList();
        Assert.Equal(["2026-11-23T09:15:00Z", "2026-11-23T09:30:00Z", "2026-11-23T10:30:00Z"], alternatives);
        foreach (var start in alternatives.Skip(1))
        {
            (await app.BookAsync("bob", "meeting", "dr-who", start, 30)).Expect(201);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Alternatives_are_bookable_by_the_user_who_asked(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no");
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-24T10:00:00Z")).Expect(201);
        (await app.BookAsync("bob", "consultation", "dr-no", "2026-11-24T15:00:00Z")).Expect(201);
        // Bob has an appointment on that date already: nothing on it is left for him.
        var refused = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-24T10:00:00Z")).Expect(409, "slot-taken");
        Assert.Equal(3, refused["alternatives"].GetArrayLength());
        Assert.All(refused["alternatives"].EnumerateArray(), a => Assert.DoesNotContain("2026-11-24", a.GetString()));
        (await app.BookAsync("bob", "consultation", "dr-who", refused.Text("alternatives.0"))).Expect(201);
    }

    [Theory, OnEachDatabase]
    public async Task A_full_fortnight_leaves_no_alternatives(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr-who",
                    firstName = "Who",
                    lastName = "Doctor",
                }
            )
        ).Expect(201);
        (await app.SetDateAsync("dr-who", "2026-11-23", "10:00-10:30")).Expect(200);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201);
        var refused = (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(409, "slot-taken");
        Assert.Equal(0, refused["alternatives"].GetArrayLength());
    }
}
