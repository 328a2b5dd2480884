using Npgsql;

namespace Scheduler.Tests.Reliability;

/// <summary>
/// A database that goes away in the middle is no defect: the caller is told to come again, and whether the change may be stored.
/// </summary>
public sealed class OutageTests
{
    private const string Lose =
        "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS "
        + "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'";
    private const string AtInsert = "CREATE TRIGGER lost BEFORE INSERT ON appointments FOR EACH ROW EXECUTE FUNCTION lose()";
    private const string AtCommit =
        "CREATE CONSTRAINT TRIGGER lost AFTER INSERT ON appointments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose()";

    /// <summary>
    /// A booking that reads nothing in its transaction goes to the database together with its commit: whoever loses the connection
    /// then knows nothing of either.
    /// </summary>
    [Theory]
    [InlineData("meeting", AtInsert, false)]
    [InlineData("meeting", AtCommit, true)]
    [InlineData("visit", AtInsert, true)]
    [InlineData("visit", AtCommit, true)]
    public async Task A_connection_that_is_lost_is_503_and_the_outcome_is_unknown_if_it_was_lost_with_the_commit(
        string type,
        string trigger,
        bool unknown
    )
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await app.OpenProviderAsync("dr-who");
        await ExecuteAsync(app, Lose);
        await ExecuteAsync(app, trigger);
        var refused = (await BookAsync()).Expect(503, "unavailable");
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(unknown, refused.Json.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "unknown");

        await ExecuteAsync(app, "DROP TRIGGER lost ON appointments");
        (await BookAsync()).Expect(201);

        Task<Answer> BookAsync() =>
            type == "visit"
                ? app.BookVisitAsync("alice", "2026-12-01T09:00:00Z")
                : app.BookAsync("alice", type, "dr-who", "2026-12-01T09:00:00Z");
    }

    /// <summary>A page says so in words, and never that nothing was saved where that is not known.</summary>
    [Theory]
    [InlineData("BEFORE INSERT ON clients FOR EACH ROW", "TRIGGER", false)]
    [InlineData("AFTER INSERT ON clients DEFERRABLE INITIALLY DEFERRED FOR EACH ROW", "CONSTRAINT TRIGGER", true)]
    public async Task A_page_says_what_is_known_of_a_change_whose_connection_was_lost(string moment, string kind, bool unknown)
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await ExecuteAsync(app, Lose);
        await ExecuteAsync(app, $"CREATE {kind} lost {moment} EXECUTE FUNCTION lose()");
        using var form = new FormUrlEncodedContent([new("firstName", "Noor"), new("lastName", "N")]);
        var refused = (await app.SendAsync(HttpMethod.Post, "/clients/new", form, ("Sec-Fetch-Site", "same-origin"))).Expect(503);
        app.Errors.Clear();
        Assert.Equal("text/html", refused.ContentHeaders.ContentType?.MediaType);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains(unknown ? "it may or may not have been" : "nothing was changed", refused.Body, StringComparison.Ordinal);
        Assert.Equal(!unknown, refused.Body.Contains("nothing was changed", StringComparison.Ordinal));
    }

    private static async Task ExecuteAsync(TestApp app, string sql)
    {
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
