using Npgsql;

namespace Scheduler.Tests.Reliability;

/// <summary>Two requests with one key at once: the second waits for the first.</summary>
public sealed class IdempotencyWaitTests
{
    /// <summary>On SQLite the one writer puts the second behind the first, so that nobody ever waits for a key.</summary>
    [Fact]
    public async Task While_the_first_is_stuck_the_second_waits_five_seconds_and_is_told()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await using var other = app.StartAnother();
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var stuck = await connection.BeginTransactionAsync();
        await new NpgsqlCommand("LOCK TABLE appointments IN SHARE MODE", connection, stuck).ExecuteNonQueryAsync();

        var first = SendAsync(app);
        await using var watcher = new NpgsqlConnection(app.Database.ConnectionString);
        await watcher.OpenAsync();
        await Eventually.TrueAsync(
            async () =>
                (long)
                    (
                        await new NpgsqlCommand(
                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'",
                            watcher
                        ).ExecuteScalarAsync()
                    )! > 0,
            "the first request is stuck in its transaction"
        );
        var started = TimeProvider.System.GetTimestamp();
        (await SendAsync(other)).Expect(409, "idempotency-key-in-use");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 4.9, 20);
        await stuck.RollbackAsync();
        var again = (await SendAsync(other)).Expect(201);
        Assert.Equal((await first).Expect(201).Body, again.Body);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
    }

    private static Task<Answer> SendAsync(TestApp app) =>
        app.PostAsync("/api/appointments", """{"userId":"alice","start":"2026-12-01T10:00:00Z"}""", ("Idempotency-Key", "k"));
}
