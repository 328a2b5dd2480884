using Microsoft.Extensions.Configuration;
using Scheduler.Api;
using Scheduler.Tests.Chaos;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Reliability;

/// <summary>
/// Lists and pages come from the standby while it is fresh enough, and from the primary for whoever has just written. A standby that is
/// behind, hangs or is gone is nobody's error.
/// </summary>
/// <remarks>What tells the two servers apart is a standby that receives the log and does not apply it.</remarks>
public sealed class StandbyReadsTests
{
    private const string Seen = "Scheduler-Seen";

    [Fact]
    public async Task Lists_and_pages_are_read_from_the_standby_and_nobody_misses_an_own_write()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var servers = await StandbyPostgres.StartAsync();
        await using var app = Start(servers, maxLag: 60_000);
        await app.OpenProviderAsync("dr-who");
        (await app.BookVisitAsync("anna", "2026-11-24T10:00:00Z")).Expect(201);
        await Eventually.TrueAsync(async () => (await CountAsync(app, "anna")) == 1, "the standby is read from, or has caught up");

        await servers.PauseStandbyAsync();
        var booked = (await app.BookVisitAsync("anna", "2026-11-25T10:00:00Z")).Expect(201);
        var position = Assert.Single(booked.Headers.GetValues(Seen));
        Assert.Equal(2, await CountAsync(app, "anna", position));
        Assert.Equal(2, await CountAsync(app, "anna", "now"));
        // A caller who has not written reads what the standby has.
        await Eventually.TrueAsync(async () => await CountAsync(app, "anna") == 1, "the standby is read from");
        // One appointment, and a booking, are never read there: the date is taken.
        (await app.GetAsync($"/api/appointments/{booked.Text("id")}")).Expect(200);
        (await app.BookVisitAsync("anna", "2026-11-25T12:00:00Z")).Expect(409, "daily-limit-reached");

        // Browsers: the position is in a cookie, and a page that somebody else opens is the standby's.
        using var writer = new Visitor(app);
        using var other = new Visitor(app);
        var form = await writer.OpenAsync("/clients/new");
        await writer.SendAsync(form, "/clients/new", ("firstName", "Noor"), ("lastName", "Haddad"));
        Assert.True((await writer.OpenAsync("/clients?q=haddad")).Says("Noor Haddad"));
        Assert.False((await other.OpenAsync("/clients?q=haddad")).Says("Noor Haddad"));

        await servers.ResumeStandbyAsync();
        await Eventually.TrueAsync(async () => await CountAsync(app, "anna") == 2, "the standby has caught up");
        Assert.Equal(2, await CountAsync(app, "anna", position));
        Assert.True((await other.OpenAsync("/clients?q=haddad")).Says("Noor Haddad"));
    }

    [Fact]
    public async Task A_standby_that_is_behind_hangs_or_is_gone_is_left_out_and_nobody_gets_an_error()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var servers = await StandbyPostgres.StartAsync();
        await servers.WaitForNobodyAsync();
        await using var app = Start(servers, maxLag: 300);
        (await app.BookVisitAsync("anna", "2026-11-24T10:00:00Z")).Expect(201);

        await servers.PauseStandbyAsync();
        (await app.BookVisitAsync("anna", "2026-11-25T10:00:00Z")).Expect(201);
        await Eventually.TrueAsync(async () => await CountAsync(app, "anna") == 2, "the standby is left out for its age");
        await servers.ResumeStandbyAsync();
        await AreReadFromStandbyAsync(app, servers);

        await servers.FreezeStandbyAsync();
        var reads = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => CountAsync(app, "anna")));
        Assert.All(reads, count => Assert.Equal(2, count));
        Assert.True((await app.GetAsync("/book?type=visit")).Status < 400);
        await servers.ThawStandbyAsync();
        await AreReadFromStandbyAsync(app, servers);

        // Lost between the look that found it well and the read.
        await servers.LoseStandbyAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(2, await CountAsync(app, "anna"));
        }

        (await app.BookVisitAsync("anna", "2026-11-26T10:00:00Z")).Expect(201);
        Assert.Equal(3, await CountAsync(app, "anna"));
        (await app.GetAsync("/health/ready")).Expect(200);
    }

    [Fact]
    public async Task A_primary_that_is_named_as_the_standby_is_left_out()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var app = TestApp.StartOn(
            database,
            new TestClock(TestApp.Now),
            "ConnectionStrings:SchedulerReplica",
            database.ConnectionString
        );
        (await app.BookVisitAsync("anna", "2026-11-24T10:00:00Z")).Expect(201);
        Assert.Equal(1, await CountAsync(app, "anna"));
    }

    [Theory]
    [InlineData("Sqlite", "Host=standby", null, "is for PostgreSQL")]
    [InlineData("Postgres", "Database=x", null, "must name one server")]
    [InlineData("Postgres", "Host=one,two", null, "must name one server")]
    [InlineData("Postgres", "Hots=one", null, "ConnectionStrings:SchedulerReplica cannot be read")]
    [InlineData("Postgres", "Host=one", "0", "Replica:MaxLagMilliseconds must be a number from 100 to 60000, not '0'.")]
    public void What_cannot_be_meant_ends_the_start_in_one_line(string provider, string standby, string? lag, string why)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Database:Provider"] = provider,
                    ["ConnectionStrings:Scheduler"] = provider == "Sqlite" ? "Data Source=x.db" : "Host=primary",
                    ["ConnectionStrings:SchedulerReplica"] = standby,
                    ["Replica:MaxLagMilliseconds"] = lag,
                }
            )
            .Build();
        var refused = Assert.Throws<StartException>(() => DatabaseSettings.Read(configuration));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static TestApp Start(StandbyPostgres servers, int maxLag) =>
        TestApp.StartOn(
            TestDatabase.At(DatabaseProvider.Postgres, servers.ConnectionString),
            new TestClock(TestApp.Now),
            "ConnectionStrings:SchedulerReplica",
            servers.StandbyConnectionString,
            "Replica:MaxLagMilliseconds",
            $"{maxLag}"
        );

    private static async Task<int> CountAsync(TestApp app, string user, string? seen = null) =>
        (
            await (
                seen is null
                    ? app.GetAsync($"/api/users/{user}/appointments")
                    : app.GetAsync($"/api/users/{user}/appointments", (Seen, seen))
            )
        )
            .Expect(200)
            .Json.GetProperty("items")
            .GetArrayLength();

    /// <summary>Until the standby has run a statement of the service's own beside the looks at its place in the log.</summary>
    private static Task AreReadFromStandbyAsync(TestApp app, StandbyPostgres servers) =>
        Eventually.TrueAsync(
            async () =>
            {
                await CountAsync(app, "anna");
                return await servers.ExecuteOnStandbyAsync(
                    "SELECT bool_or(query LIKE '%appointments%') FROM pg_stat_activity WHERE application_name = 'scheduler'"
                )
                    is true;
            },
            "the standby is read from"
        );
}
