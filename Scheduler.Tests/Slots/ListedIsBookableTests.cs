namespace Scheduler.Tests.Slots;

/// <summary>What is listed can be booked, and what is not is refused for the reason that is explained.</summary>
public sealed class ListedIsBookableTests
{
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/New_York",
        "Pacific/Apia",
    ];

    /// <summary>Random policies, providers, hours and bookings, around a clock change.</summary>
    [Theory, OnEachDatabase]
    public async Task Whatever_the_policy(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(
            database,
            "2026-10-23T08:07:00Z",
            "Scheduling:TimeZone",
            "Europe/Berlin",
            "Scheduling:LiveHoldsPerUser",
            "0"
        );
        var random = new Random(6);
        var (listed, refused) = (0, 0);
        for (var round = 0; round < 15; round++)
        {
            var (type, provider) = await SetUpAsync(app, random, round);
            var minutes = type.Min + (random.Next(type.Steps) * 15);
            var who = provider is null ? "" : $"&provider={provider}";
            var starts = await app.StartsAsync(
                $"appointmentType={type.Id}{who}&minutes={minutes}&from=2026-10-24T00:00:00Z&to=2026-10-27T00:00:00Z"
            );
            foreach (var start in starts.OrderBy(_ => random.Next()).Take(6))
            {
                Assert.Equal("""{"bookable":true,"reasons":[]}""", (await app.ExplainAsync(Query(start))).Body);
                var id = (await BookAsync(start)).Expect(201).Text("id");
                (await app.CancelAsync(id)).Expect(200);
                listed++;
            }

            for (var i = 0; i < 12; i++)
            {
                var start = $"{DateTime.Parse("2026-10-24T00:00:00Z").ToUniversalTime().AddMinutes(random.Next(3 * 288) * 5):s}Z";
                if (starts.Contains(start))
                {
                    continue;
                }

                var reasons = await app.ReasonsAsync(Query(start));
                Assert.Equal(reasons[0], (await BookAsync(start)).Problem);
                refused++;
            }

            string Query(string start) => $"appointmentType={type.Id}{who}&minutes={minutes}&start={start}&userId=user-{round}";

            Task<Answer> BookAsync(string start) =>
                app.PostAsync(
                    "/api/appointments",
                    provider is null
                        ? new
                        {
                            userId = $"user-{round}",
                            appointmentType = type.Id,
                            start,
                            minutes,
                        }
                        : new
                        {
                            userId = $"user-{round}",
                            appointmentType = type.Id,
                            start,
                            minutes,
                            providerId = provider,
                        }
                );
        }

        Assert.True(listed >= 50 && refused >= 50, $"{listed} listed and {refused} refused are too few to say anything.");
        await Invariants.CheckAsync(app);
    }

    private static async Task<((string Id, int Min, int Steps) Type, string? Provider)> SetUpAsync(TestApp app, Random random, int round)
    {
        var id = $"type-{round}";
        var (min, steps) = (15 * random.Next(1, 5), random.Next(1, 4));
        var provider = random.Next(4) > 0 ? $"dr-{round}" : null;
        await app.CreateTypeAsync(
            new
            {
                id,
                name = id,
                minMinutes = min,
                maxMinutes = min + (15 * (steps - 1)),
                stepMinutes = 15,
                gridMinutes = new[] { 5, 15, 20, 30, 45, 60 }[random.Next(6)],
                noticeMinutes = random.Next(3) == 0 ? 2 * 1440 : (int?)null,
                horizonDays = random.Next(3) == 0 ? 2 : (int?)null,
                holdSeconds = random.Next(2) == 0 ? 600 : (int?)null,
                provider = provider is null ? "none" : "required",
                dailyLimit = new[] { "none", "start-date" }[random.Next(2)],
                bufferBeforeMinutes = 5 * random.Next(4),
                bufferAfterMinutes = 5 * random.Next(4),
            }
        );
        if (provider is not null)
        {
            await app.OpenProviderAsync(
                provider,
                $"0{random.Next(9)}:{5 * random.Next(12):00}",
                $"{random.Next(12, 24)}:{5 * random.Next(12):00}",
                Zones[random.Next(Zones.Length)],
                TestApp.AllDays
            );
            // Whatever of these the hours and the others allow.
            for (var i = 0; i < 6; i++)
            {
                await app.BookAsync(
                    "other",
                    "meeting",
                    provider,
                    $"2026-10-2{random.Next(4, 7)}T{random.Next(24):00}:{random.Next(4) * 15:00}:00Z",
                    15 * random.Next(1, 8)
                );
            }
        }

        return ((id, min, steps), provider);
    }
}
