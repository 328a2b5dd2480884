using System.Text.Json;
using Scheduler.Tests.Chaos;

namespace Scheduler.Tests.Reliability;

/// <summary>
/// Where commits wait for a standby, nothing is acknowledged that the standby does not have: no effect, no repeated answer, no step
/// that was made before.
/// </summary>
public sealed class StandbyTests
{
    private const string Day = "2026-11-24";

    [Fact]
    public async Task While_the_standby_hangs_nothing_is_acknowledged_and_everything_can_be_read()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var servers = await StandbyPostgres.StartAsync();
        await using var database = TestDatabase.At(DatabaseProvider.Postgres, servers.ConnectionString);
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        await app.OpenProviderAsync("dr-who");
        var held = (await app.BookAsync("anna", "consultation", "dr-who", $"{Day}T10:00:00Z")).Expect(201).Text("id");
        (await app.ConfirmAsync(held)).Expect(200);
        (await app.ConfirmAsync(held)).Expect(200);
        var cancelled = (await app.BookVisitAsync("carl", $"{Day}T10:00:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(cancelled)).Expect(200);

        await servers.FreezeStandbyAsync();
        Unknown(await BookAsync("k"));
        Unknown(await BookAsync("k"));
        Unknown(await app.ConfirmAsync(held));
        Unknown(await app.CancelAsync(cancelled));

        // More than there are connections.
        var waiting = Enumerable.Range(0, 20).Select(i => app.BookVisitAsync($"user-{i}", $"{Day}T10:00:00Z")).ToList();
        await Eventually.TrueAsync(
            async () => await servers.ExecuteAsync("SELECT count(*) >= 2 FROM pg_stat_activity WHERE wait_event = 'SyncRep'") is true,
            "commits wait for the standby"
        );
        (await app.GetAsync("/api/users/anna/appointments")).Expect(200);
        Assert.Contains(waiting, b => !b.IsCompleted);
        Assert.All(await Task.WhenAll(waiting), Unknown);

        // Whoever ends the wait, the server calls it a success.
        var patience = TestDatabase.At(
            DatabaseProvider.Postgres,
            servers.ConnectionString.Replace("Command Timeout=1", "Command Timeout=30")
        );
        await using (var patient = TestApp.StartOn(patience, new TestClock(TestApp.Now)))
        {
            var booking = patient.BookVisitAsync("emil", $"{Day}T10:00:00Z");
            await Eventually.TrueAsync(
                async () =>
                    await servers.ExecuteAsync("SELECT bool_or(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                        is true,
                "the wait is ended"
            );
            Unknown(await booking);
        }

        await servers.ThawStandbyAsync();
        var replayed = (await BookAsync("k")).Expect(201);
        Assert.True(replayed.Headers.Contains("Idempotency-Replayed"));
        (await app.ConfirmAsync(held)).Expect(200);
        (await app.CancelAsync(cancelled)).Expect(200);

        // Neither the standby nor a primary that is gone is served from, and neither is an error in the log.
        await using (
            var standby = TestApp.StartOn(
                TestDatabase.At(DatabaseProvider.Postgres, servers.StandbyConnectionString),
                new TestClock(TestApp.Now)
            )
        )
        {
            Assert.Equal(503, (await standby.GetAsync("/health/ready")).Status);
            (await standby.GetAsync("/api/users/anna/appointments")).Expect(200);
            (await standby.BookVisitAsync("dora", $"{Day}T10:00:00Z")).Expect(503, "unavailable");
        }

        await servers.StopPrimaryAsync();
        Assert.Equal(503, (await app.GetAsync("/health/ready")).Status);
        (await app.GetAsync("/api/users/anna/appointments")).Expect(503, "unavailable");
        (await app.BookAsync("dora", "consultation", "dr-who", $"{Day}T10:00:00Z")).Expect(503, "unavailable");

        Task<Answer> BookAsync(string key) =>
            app.PostAsync("/api/appointments", $$"""{"userId":"bert","start":"{{Day}}T10:00:00Z"}""", ("Idempotency-Key", key));
    }

    private static void Unknown(Answer answer)
    {
        answer.Expect(503, "unavailable");
        Assert.True(answer.Json.TryGetProperty("outcome", out JsonElement outcome) && outcome.GetString() == "unknown", answer.Body);
    }
}
