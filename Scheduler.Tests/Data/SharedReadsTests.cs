using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Data;

/// <summary>Reads that wait for PostgreSQL share round trips, and nothing else.</summary>
public sealed class SharedReadsTests
{
    private const string Unreadable = "no\0text";

    [Fact]
    public async Task Who_waits_shares_a_round_trip_and_has_its_own_rows()
    {
        await using var busy = await BusyServer.StartAsync();
        string[] ids = ["visit", "consultation", "meeting", "nobody's"];
        var reads = Enumerable.Range(0, 24).Select(i => (Id: ids[i % ids.Length], Type: busy.ReadAsync(ids[i % ids.Length]))).ToList();
        await busy.AnswerAsync();
        foreach (var (id, read) in reads)
        {
            Assert.Equal(id == "nobody's" ? null : id, (await read)?.Id);
        }

        // Up to eight go together; to learn the server's types, and to look whether it has ended, takes a few more.
        Assert.InRange(await busy.EndAsync(), 4, 20);
    }

    /// <summary>The server refuses all of a batch for one of its statements.</summary>
    [Fact]
    public async Task One_that_is_refused_fails_alone()
    {
        await using var busy = await BusyServer.StartAsync();
        var first = busy.ReadAsync("visit");
        await busy.WaitsAsync();
        var before = busy.ReadAsync("meeting");
        var refused = busy.ReadAsync(Unreadable);
        var after = busy.ReadAsync("consultation");
        await busy.AnswerAsync();
        Assert.Equal("22021", (await Assert.ThrowsAsync<PostgresException>(() => refused)).SqlState);
        Assert.Equal(("visit", "meeting", "consultation"), ((await first)?.Id, (await before)?.Id, (await after)?.Id));
    }

    /// <summary>The driver's own way to prepare what comes again breaks the connection after a failure at the wrong moment.</summary>
    [Fact]
    public async Task A_statement_that_fails_at_any_use_is_the_same_afterwards()
    {
        await using var busy = await BusyServer.StartAsync();
        await busy.AnswerAsync();
        for (var before = 0; before < 8; before++)
        {
            await busy.CloseConnectionAsync();
            for (var use = 0; use < before; use++)
            {
                await busy.ReadAsync("visit");
            }

            Assert.Equal("22021", (await Assert.ThrowsAsync<PostgresException>(() => busy.ReadAsync(Unreadable))).SqlState);
            Assert.Equal("visit", (await busy.ReadAsync("visit"))?.Id);
        }
    }

    [Fact]
    public async Task Who_goes_away_takes_nobody_along()
    {
        await using var busy = await BusyServer.StartAsync();
        using var goesFirst = new CancellationTokenSource();
        using var goesNext = new CancellationTokenSource();
        using var goesWaiting = new CancellationTokenSource();
        var first = busy.ReadAsync("visit", goesFirst.Token);
        await busy.WaitsAsync();
        var next = busy.ReadAsync("visit", goesNext.Token);
        var waits = busy.ReadAsync("visit", goesWaiting.Token);
        var others = Enumerable.Range(0, 10).Select(_ => busy.ReadAsync("meeting")).ToList();
        var gone = TimeProvider.System.GetUtcNow();
        await goesFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        // The next one takes the others along.
        await busy.WaitsAsync(gone);
        await goesWaiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        await goesNext.CancelAsync();
        await busy.AnswerAsync();
        Assert.All(await Task.WhenAll(others), type => Assert.Equal("meeting", type?.Id));
        Assert.Equal("visit", (await next)?.Id);
    }

    /// <summary>A turn that nobody ended would be missed by all who come later.</summary>
    [Fact]
    public async Task However_many_go_away_the_turn_is_passed_on()
    {
        await using var busy = await BusyServer.StartAsync();
        await busy.AnswerAsync();
        var random = new Random(1);
        var reads = Enumerable
            .Range(0, 2000)
            .Select(async _ =>
            {
                using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(0, 30)));
                try
                {
                    return (await busy.ReadAsync("meeting", soon.Token))?.Id;
                }
                catch (OperationCanceledException)
                {
                    return "gone";
                }
            })
            .ToList();
        Assert.All(await Task.WhenAll(reads), id => Assert.Contains(id, (string[])["meeting", "gone"]));
        Assert.Equal("visit", (await busy.ReadAsync("visit"))?.Id);
    }

    /// <summary>One connection, and a table that nobody can read until it is told to answer.</summary>
    private sealed class BusyServer(TestDatabase database, SchedulerDbContext owner) : IAsyncDisposable
    {
        private readonly string one = database.ConnectionString + ";Maximum Pool Size=1";

        public static async Task<BusyServer> StartAsync()
        {
            Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
            var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
            var owner = Contexts.Open(database.Provider, database.ConnectionString);
            await owner.Database.BeginTransactionAsync();
            await owner.Database.ExecuteSqlRawAsync("LOCK TABLE appointment_types IN ACCESS EXCLUSIVE MODE");
            return new BusyServer(database, owner);
        }

        public async Task<AppointmentType?> ReadAsync(string id, CancellationToken cancellationToken = default)
        {
            await using var db = Contexts.Open(database.Provider, one);
            return await db.FindAppointmentTypeAsync(id, cancellationToken);
        }

        /// <summary>Until a read has reached the server since then, which keeps it waiting.</summary>
        public Task WaitsAsync(DateTimeOffset since = default) =>
            Eventually.TrueAsync(
                async () =>
                    await CountAsync(
                        $"""
                        count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE d.datname = current_database() AND l.waitstart > '{since:O}'
                        """
                    ) > 0,
                "a read waits for the table"
            );

        public Task AnswerAsync() => owner.Database.RollbackTransactionAsync();

        /// <summary>How many transactions there were: a server process tells of its own when it ends at the latest.</summary>
        public async Task<long> EndAsync()
        {
            await CloseConnectionAsync();
            await Eventually.TrueAsync(
                async () =>
                    await CountAsync("count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") == 0,
                "the reader's process ends"
            );
            return await CountAsync("xact_commit FROM pg_stat_database WHERE datname = current_database()");
        }

        public async Task CloseConnectionAsync()
        {
            await using var db = Contexts.Open(database.Provider, one);
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        }

        private Task<long> CountAsync(string what) =>
            owner
                .Database.SqlQueryRaw<long>($"SELECT {what}".Replace(" FROM", " AS \"Value\" FROM", StringComparison.Ordinal))
                .SingleAsync();

        public async ValueTask DisposeAsync()
        {
            await owner.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
