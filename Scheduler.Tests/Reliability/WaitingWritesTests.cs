using Npgsql;

namespace Scheduler.Tests.Reliability;

/// <summary>Writes that wait for one thing leave connections to everybody else.</summary>
public sealed class WaitingWritesTests
{
    private const string Start = "2026-11-23T10:00:00Z";

    [Fact]
    public async Task Forty_bookings_that_wait_for_one_provider_hold_up_neither_lists_nor_other_providers()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres, TestApp.Now, "Database:LockTimeoutMilliseconds", "30000");
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no");
        await using var other = await LockAsync(app, "dr-who");
        var waiting = Enumerable.Range(0, 40).Select(i => app.BookAsync($"user-{i}", "meeting", "dr-who", Start)).ToList();
        await Eventually.TrueAsync(
            async () => await CountAsync(other, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'") > 0,
            "bookings wait for the provider"
        );

        for (var hour = 9; hour < 13; hour++)
        {
            (await app.BookAsync("alice", "meeting", "dr-no", $"2026-11-23T{hour:00}:00:00Z")).Expect(201);
            (await app.GetAsync("/api/users/alice/appointments")).Expect(200);
        }

        Assert.DoesNotContain(waiting, b => b.IsCompleted);
        await other.CloseAsync();
        var answers = await Task.WhenAll(waiting);
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.Expect(409, "slot-taken"));
    }

    [Fact]
    public async Task A_booking_waits_for_its_provider_only_so_long()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres, TestApp.Now, "Database:LockTimeoutMilliseconds", "200");
        await app.OpenProviderAsync("dr-who");
        await using (await LockAsync(app, "dr-who"))
        {
            var refused = (await app.BookAsync("alice", "meeting", "dr-who", Start)).Expect(503, "unavailable");
            Assert.False(refused.Json.TryGetProperty("outcome", out _), "Nothing was stored, and that is known.");
        }

        (await app.BookAsync("alice", "meeting", "dr-who", Start)).Expect(201);
    }

    /// <summary>Twenty with one key: they wait in the process, and others with keys of their own go on.</summary>
    [Fact]
    public async Task Retries_that_wait_for_their_first_request_hold_up_nobody_else()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await using var other = await LockAsync(app, "key open /api/appointments k");
        var waiting = Enumerable.Range(0, 20).Select(_ => VisitAsync("bob", "k")).ToList();
        await Eventually.TrueAsync(
            async () => await CountAsync(other, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'") > 0,
            "requests wait for the key"
        );
        for (var i = 0; i < 4; i++)
        {
            (await VisitAsync($"user-{i}", $"k-{i}")).Expect(201);
        }

        Assert.DoesNotContain(waiting, b => b.IsCompleted);
        await other.CloseAsync();
        var answers = await Task.WhenAll(waiting);
        Assert.All(answers, a => a.Expect(201));
        Assert.Single(answers, a => !a.Headers.Contains("Idempotency-Replayed"));

        Task<Answer> VisitAsync(string user, string key) =>
            app.PostAsync("/api/appointments", $$"""{"userId":"{{user}}","start":"2026-12-01T10:00:00Z"}""", ("Idempotency-Key", key));
    }

    /// <summary>Somebody else has this lock until the connection is closed.</summary>
    private static async Task<NpgsqlConnection> LockAsync(TestApp app, string name)
    {
        var connection = new NpgsqlConnection(app.Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended($1, 0))", connection)
        {
            Parameters = { new() { Value = name } },
        };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
