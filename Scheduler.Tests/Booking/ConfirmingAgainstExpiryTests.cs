namespace Scheduler.Tests.Booking;

/// <summary>A hold that is confirmed, expires, is wanted by somebody else and is swept, all at the same instant.</summary>
public sealed class ConfirmingAgainstExpiryTests
{
    private static readonly int Rounds = AtLength.Rounds(20, 8);
    private const int Holds = 50;

    /// <summary>Fifty holds a round; with PostgreSQL the rival and a second sweeper are another instance.</summary>
    [Theory, OnEachDatabase]
    public async Task Either_the_holder_has_it_or_somebody_else_may(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:SweepSeconds", "1");
        await using var other = database == DatabaseProvider.Postgres ? app.StartAnother("Scheduling:SweepSeconds", "1") : null;
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var random = new Random(4);
        var (confirmed, expired) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var midnight = DateTime.Parse("2026-12-01T00:00:00Z").ToUniversalTime().AddDays(round);
            var starts = Enumerable.Range(0, Holds).Select(i => $"{midnight.AddMinutes(15 * i):s}Z").ToList();
            var ids = (
                await Task.WhenAll(starts.Select((start, i) => app.BookAsync($"holder-{round}-{i}", "consultation", "dr-who", start)))
            )
                .Select(answer => answer.Expect(201).Text("id"))
                .ToList();

            // Some are confirmed in time; the holds end while the rest, and all the rivals, are on their way.
            var early = random.Next(1, Holds);
            var confirmations = ids.Take(early).Select(app.ConfirmAsync).ToList();
            await Task.WhenAny(confirmations);
            var rivalries = starts
                .Select((start, i) => (other ?? app).BookAsync($"rival-{round}-{i}", "consultation", "dr-who", start))
                .ToList();
            confirmations.AddRange(ids.Skip(early).Select(app.ConfirmAsync));
            app.Clock.Advance(TimeSpan.FromMinutes(30));
            var answers = await Task.WhenAll(confirmations);
            var rivals = await Task.WhenAll(rivalries);
            // Who asked a moment too early asks again: what is not confirmed is free now, swept or not.
            var heirs = await Task.WhenAll(
                starts.Select(
                    (start, i) =>
                        rivals[i].Status == 201
                            ? Task.FromResult(rivals[i])
                            : app.BookAsync($"heir-{round}-{i}", "consultation", "dr-who", start)
                )
            );
            var status = (
                await app.AllAsync(
                    $"/api/appointments?providerId=dr-who&limit=200&from={midnight:yyyy-MM-dd}&to={midnight.AddDays(1):yyyy-MM-dd}"
                )
            ).ToDictionary(a => a.GetProperty("id").GetString()!, a => a.GetProperty("status").GetString());
            for (var i = 0; i < Holds; i++)
            {
                var won = answers[i].Status == 200;
                _ = won ? confirmed++ : expired++;
                _ = won ? heirs[i].Expect(409, "slot-taken") : heirs[i].Expect(201);
                _ = won ? answers[i] : answers[i].Expect(410, "hold-expired");
                Assert.Equal(won ? "confirmed" : "expired", status[ids[i]]);
            }
        }

        await Invariants.CheckAsync(app);
        Assert.Equal(Rounds * Holds, confirmed + expired);
        Assert.True(confirmed >= Rounds && expired >= Rounds, $"{confirmed} confirmed and {expired} expired: the race did not take place.");
    }
}
