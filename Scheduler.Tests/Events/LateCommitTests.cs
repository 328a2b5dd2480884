using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scheduler.Tests.Events;

/// <summary>Nobody who reads on misses an event, or sees one twice, whenever its transaction commits.</summary>
public sealed class LateCommitTests
{
    private const string Insert =
        "INSERT INTO events (\"Type\", \"AtUtc\", \"ActorKind\", \"SubjectKind\", \"SubjectId\", \"Data\") "
        + "VALUES ('client.updated', now(), 'system', 'client', @p, '{\"id\":\"x\",\"version\":1}') RETURNING \"Id\"";

    [Fact]
    public async Task A_transaction_that_took_its_id_early_and_commits_late_is_not_skipped()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var late = await connection.BeginTransactionAsync();
        var lateId = await InsertAsync(connection, "late");

        var feed = app.Follow();
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var first = await feed.OneAsync("appointment.confirmed");
        (await app.BookVisitAsync("bob", "2026-11-23T09:00:00Z")).Expect(201);
        var second = await feed.OneAsync("appointment.confirmed");
        await using (var db = Contexts.Open(DatabaseProvider.Postgres, app.Database.ConnectionString))
        {
            Assert.True(await db.Events.MinAsync(e => e.Id) > lateId, "Its id is not the earliest: the test shows nothing.");
        }

        await late.CommitAsync();
        var third = await feed.OneAsync("client.updated");
        // Whoever comes later reads the same order.
        Assert.Equal(new[] { first, second, third }.Select(Id), (await app.Follow().TakeAsync()).Select(Id));
    }

    [Theory, OnEachDatabase]
    public async Task Four_readers_during_a_load_read_the_table_in_one_order(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        using var stop = new CancellationTokenSource();
        var readers = new[] { "limit=1", "limit=7&wait=1", "limit=200", "wait=1" }
            .Select(query => ReadAsync(app, query, stop.Token))
            .ToList();
        var bookings = Enumerable
            .Range(0, 150)
            .Select(async i =>
            {
                var booked = await app.BookAsync(
                    $"user-{i}",
                    "consultation",
                    "dr-who",
                    $"2026-11-{23 + (i / 70)}T{i % 70 / 4:00}:{i % 4 * 15:00}:00Z"
                );
                _ = booked.Status == 201 && i % 2 == 0 ? await app.ConfirmAsync(booked.Text("id")) : booked;
            });
        var slow = database == DatabaseProvider.Postgres ? Enumerable.Range(0, 12).Select(i => CommitLateAsync(app, i)) : [];
        await Task.WhenAll(bookings.Concat(slow));
        await stop.CancelAsync();

        var read = await Task.WhenAll(readers);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        var stored = (await db.Events.AsNoTracking().ToListAsync())
            .Select(e => (e.Number ?? e.Id).ToString(CultureInfo.InvariantCulture))
            .Order(Places)
            .ToList();
        Assert.True(stored.Count > 200);
        Assert.All(read, places => Assert.Equal(stored, places));
    }

    private static readonly Comparer<string> Places = Comparer<string>.Create(
        (a, b) => long.Parse(a, CultureInfo.InvariantCulture).CompareTo(long.Parse(b, CultureInfo.InvariantCulture))
    );

    /// <summary>Reads until it is stopped and nothing is left.</summary>
    private static async Task<List<string>> ReadAsync(TestApp app, string query, CancellationToken stop)
    {
        var (places, next) = (new List<string>(), "");
        for (; ; )
        {
            var last = stop.IsCancellationRequested;
            var page = (await app.GetAsync($"/api/events?after={next}&{query}")).Expect(200);
            places.AddRange(page["items"].EnumerateArray().Select(Id));
            next = page.Text("next");
            if (last && page["items"].GetArrayLength() == 0)
            {
                return places;
            }
        }
    }

    /// <summary>Events whose transactions stay open for a while.</summary>
    private static async Task CommitLateAsync(TestApp app, int i)
    {
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        for (var round = 0; round < 4; round++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await InsertAsync(connection, $"slow-{i}");
            await Task.Delay(5 + (i * 10));
            await transaction.CommitAsync();
        }
    }

    private static async Task<long> InsertAsync(NpgsqlConnection connection, string subject)
    {
        await using var insert = new NpgsqlCommand(Insert, connection) { Parameters = { new("p", subject) } };
        return (long)(await insert.ExecuteScalarAsync())!;
    }

    private static string Id(JsonElement e) => e.GetProperty("id").GetString()!;
}
