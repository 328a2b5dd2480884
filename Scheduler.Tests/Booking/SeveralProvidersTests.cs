namespace Scheduler.Tests.Booking;

/// <summary>Several providers are booked together or not at all.</summary>
public sealed class SeveralProvidersTests
{
    [Theory, OnEachDatabase]
    public async Task Under_a_rush_each_booking_has_all_its_providers_or_none(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var i = 0; i < 8; i++)
        {
            await app.OpenProviderAsync($"dr-{i}");
        }

        var random = new Random(5);
        for (var day = 23; day <= 27; day++)
        {
            // In any order: whoever locks as asked instead of in one order meets another who does the same.
            var wanted = Enumerable
                .Range(0, 100)
                .Select(_ =>
                    (
                        Providers: Enumerable
                            .Range(0, 8)
                            .OrderBy(_ => random.Next())
                            .Take(random.Next(2, 6))
                            .Select(i => $"dr-{i}")
                            .ToList(),
                        Start: 9 * 60 + (15 * random.Next(28)),
                        Minutes: 15 * random.Next(1, 5)
                    )
                )
                .ToList();
            var answers = await Task.WhenAll(
                wanted.Select(
                    (w, i) =>
                        app.BookAsync(
                            $"user-{i}",
                            "meeting",
                            string.Join(',', w.Providers),
                            $"2026-11-{day}T{w.Start / 60:00}:{w.Start % 60:00}:00Z",
                            w.Minutes
                        )
                )
            );

            var won = wanted.Where((_, i) => answers[i].Status == 201).ToList();
            for (var i = 0; i < wanted.Count; i++)
            {
                var w = wanted[i];
                var clashes = won.Count(o =>
                    o.Start < w.Start + w.Minutes && o.Start + o.Minutes > w.Start && o.Providers.Intersect(w.Providers).Any()
                );
                if (answers[i].Status == 201)
                {
                    Assert.Equal(1, clashes);
                    Assert.Equal(w.Providers, answers[i]["providerIds"].EnumerateArray().Select(p => p.GetString()));
                }
                else
                {
                    answers[i].Expect(409, "slot-taken");
                    Assert.True(clashes > 0, "Nobody was in the way of a refused booking.");
                }
            }
        }

        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task All_must_be_open_and_free_and_alternatives_suit_all(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("ann");
        await app.OpenProviderAsync("bea", "12:00", "20:00");
        (await app.BookAsync("alice", "meeting", "ann,bea", "2026-11-23T11:30:00Z", 60)).Expect(422, "outside-availability");
        (await app.BookAsync("alice", "meeting", "bea", "2026-11-23T14:00:00Z", 60)).Expect(201);
        var refused = (await app.BookAsync("bob", "meeting", "ann,bea", "2026-11-23T14:00:00Z", 60)).Expect(409, "slot-taken");
        Assert.Equal("bea", refused.Text("providerId"));
        Assert.Equal(
            ["2026-11-23T12:45:00Z", "2026-11-23T13:00:00Z", "2026-11-23T15:00:00Z"],
            refused["alternatives"].EnumerateArray().Select(a => a.GetString())
        );
        // The one who was free is left so.
        (await app.BookAsync("bob", "meeting", "ann", "2026-11-23T14:00:00Z", 60)).Expect(201);

        var id = (await app.BookAsync("carol", "meeting", "bea,ann", "2026-11-23T15:00:00Z", 60)).Expect(201).Text("id");
        foreach (var provider in new[] { "ann", "bea" })
        {
            Assert.Contains(await app.AllAsync($"/api/appointments?providerId={provider}"), a => a.GetProperty("id").GetString() == id);
            (await app.BookAsync("dave", "meeting", provider, "2026-11-23T15:30:00Z")).Expect(409, "slot-taken");
        }

        (await app.CancelAsync(id)).Expect(200);
        (await app.BookAsync("dave", "meeting", "ann,bea", "2026-11-23T15:00:00Z", 60)).Expect(201);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Two_hundred_may_be_named_each_once_and_all_must_be_known(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var names = Enumerable.Range(0, 201).Select(i => $"p{i:000}").ToList();
        await Parallel.ForEachAsync(names.Take(200), async (name, _) => await app.OpenProviderAsync(name));
        (await app.BookAsync("alice", "meeting", string.Join(',', names), "2026-11-23T09:00:00Z")).Expect(400, "invalid-request");
        (await app.BookAsync("alice", "meeting", "p000,p000", "2026-11-23T09:00:00Z")).Expect(400, "invalid-request");
        (await app.BookAsync("alice", "meeting", "p000,nobody", "2026-11-23T09:00:00Z")).Expect(404, "not-found");
        var query = string.Concat(names.Take(200).Select(name => $"&provider={name}"));
        Assert.Single(await app.AllAsync($"/api/overlaps?from=2026-11-23&to=2026-11-24{query}"));
        Assert.Equal(
            200,
            (await app.SlotsAsync($"appointmentType=meeting&from=2026-11-23T09:00:00Z&to=2026-11-23T09:01:00Z{query}"))[0]
                .GetProperty("providerIds")
                .GetArrayLength()
        );
        (await app.BookAsync("alice", "meeting", string.Join(',', names.Take(200)), "2026-11-23T09:00:00Z")).Expect(201);
        (await app.BookAsync("bob", "meeting", "p199", "2026-11-23T09:00:00Z")).Expect(409, "slot-taken");
    }
}
