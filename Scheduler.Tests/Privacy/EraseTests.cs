using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Scheduler.Api.Audit;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Public;

namespace Scheduler.Tests.Privacy;

/// <summary>A client may know all that is kept, and be forgotten: no file of the database names them afterwards.</summary>
public sealed class EraseTests
{
    /// <summary>Texts that nothing else in a database contains, in every place that takes text about a client.</summary>
    private static readonly string[] Traces =
    [
        "Quillhaven",
        "Zephyrine",
        "zq.erase@example.org",
        "+49-171-5550199",
        "knee-of-zq",
        "reason-of-zq",
    ];

    [Theory, OnEachDatabase]
    public async Task Nothing_names_an_erased_client_in_any_file(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var mails = new MailFolder();
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now), mails.Settings))
        {
            await app.OpenProviderAsync("anna", days: TestApp.AllDays);
            var client = new
            {
                id = "c-17",
                firstName = "Zephyrine",
                lastName = "Quillhaven",
                email = "zq.erase@example.org",
                phone = "+49-171-5550199",
            };
            (await app.PostAsync("/api/clients", client, ("Idempotency-Key", "client"))).Expect(201);
            var past = (
                await app.PostAsync(
                    "/api/appointments",
                    new
                    {
                        userId = "c-17",
                        start = "2026-11-20T09:00:00Z",
                        note = "knee-of-zq",
                    },
                    ("Idempotency-Key", "past")
                )
            ).Expect(201).Text("id");
            var gone = (await app.BookAsync("c-17", "meeting", "anna", "2026-11-25T09:00:00Z")).Expect(201).Text("id");
            (await app.PostAsync($"/api/appointments/{gone}/cancel", new { reason = "reason-of-zq" }, ("Idempotency-Key", "gone"))).Expect(
                200
            );
            var ahead = (await app.BookAsync("c-17", "meeting", "anna", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
            var held = (await app.BookAsync("c-17", "consultation", "anna", "2026-11-26T09:00:00Z")).Expect(201).Text("id");
            using (var stranger = new Stranger(app))
            {
                (
                    await stranger.BookAsync(
                        "anna",
                        "meeting",
                        "2026-11-27T09:00:00Z",
                        ("firstName", "Zephyrine"),
                        ("lastName", "Quillhaven"),
                        ("email", "zq.erase@example.org"),
                        ("note", "knee-of-zq")
                    )
                ).Expect(303);
                (await stranger.PostAsync("/my", ("email", "zq.erase@example.org"))).Expect(303);
            }

            await mails.AwaitAsync("/my[?]key=");
            await Eventually.TrueAsync(
                async () => (await app.GetAsync($"/api/messages?appointmentId={ahead}")).Expect(200).Body.Contains("zq.erase@example.org"),
                "a mail was sent there"
            );

            // What stays must be found, and what is searched for must be there before.
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id = "stays",
                        firstName = "Stays",
                        lastName = "Findable",
                    }
                )
            ).Expect(201);
            var export = (await app.GetAsync("/api/clients/c-17/export")).Expect(200);
            Assert.All(Traces, trace => Assert.Contains(trace, export.Body, StringComparison.Ordinal));
            Assert.Equal(5, export["appointments"].GetArrayLength());
            Assert.Contains(export["audit"].EnumerateArray(), e => e.GetProperty("action").GetString() == "client.exported");

            (await app.PostAsync("/api/clients/c-17/erase", new { reason = "Ms quillhaven asked" })).Expect(400, "invalid-request");
            var erased = (await app.PostAsync("/api/clients/c-17/erase", new { reason = "asked by letter" })).Expect(200);
            Assert.Equal(("c-17", ""), (erased.Text("id"), erased.Text("lastName")));
            Assert.Equal(
                ("cancelled", "cancelled", "confirmed"),
                (
                    (await app.FindAsync(ahead)).Text("status"),
                    (await app.FindAsync(held)).Text("status"),
                    (await app.FindAsync(past)).Text("status")
                )
            );
            Assert.Empty((await app.GetAsync("/api/clients?q=Quillhaven")).Expect(200)["items"].EnumerateArray());
            Assert.Single((await app.GetAsync("/api/clients?q=Findable")).Expect(200)["items"].EnumerateArray());

            // A retry has no second effect, and is told nothing.
            var again = (await app.PostAsync("/api/clients", client, ("Idempotency-Key", "client"))).Expect(201);
            Assert.Equal(("{}", true), (again.Body, again.Headers.Contains("Idempotency-Replayed")));
            var told = (await app.GetAsync("/api/events?types=client.erased")).Expect(200);
            Assert.Equal(
                ("c-17", "3", "asked by letter"),
                (told.Text("items.0.subject.id"), told.Text("items.0.data.cancelledAppointments"), told.Text("items.0.data.reason"))
            );
            (await app.PostAsync("/api/clients/c-17/erase")).Expect(200);
            (await app.PostAsync("/api/clients/nobody/erase")).Expect(404, "not-found");
            (await app.PostAsync("/api/clients/hold:public/erase")).Expect(404, "not-found");
            await Invariants.CheckAsync(app);
            await app.DoJobAsync<SealAudit>();
        }

        foreach (var (name, bytes) in await FilesAsync(database))
        {
            Assert.True(
                bytes.AsSpan().IndexOf("Findable"u8) >= 0
                    || name.EndsWith("-wal", StringComparison.Ordinal)
                    || name.EndsWith("-shm", StringComparison.Ordinal),
                $"{name} was not read."
            );
            Assert.All(Traces, trace => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) < 0, $"{name} has {trace}."));
            // A dump writes stored answers in hexadecimal.
            Assert.All(
                Traces,
                trace =>
                    Assert.True(
                        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(trace)))) < 0,
                        $"{name} has {trace} in hexadecimal."
                    )
            );
            Assert.True(
                bytes.AsSpan().IndexOf("zephyrine"u8) < 0 && bytes.AsSpan().IndexOf("quillhaven"u8) < 0,
                $"{name} has a folded name."
            );
        }
    }

    /// <summary>The files of a vacuumed SQLite database; of PostgreSQL, a dump.</summary>
    private static async Task<List<(string Name, byte[] Bytes)>> FilesAsync(TestDatabase database)
    {
        if (database.Provider == DatabaseProvider.Postgres)
        {
            return [("dump", await DumpAsync(database.ConnectionString))];
        }

        await using (var connection = new SqliteConnection($"{database.ConnectionString};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        return Directory
            .GetFiles(Path.GetDirectoryName(database.File)!, Path.GetFileName(database.File) + "*")
            .Select(file => (file, File.ReadAllBytes(file)))
            .ToList();
    }

    private static async Task<byte[]> DumpAsync(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Path.Combine(PostgresPrograms.Folder ?? "", "pg_dump"),
            ["-h", builder.Host!, "-p", $"{builder.Port}", "-U", builder.Username!, "--inserts", builder.Database!]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (builder.Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        using var process = Process.Start(start)!;
        var dump = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(dump);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return dump.ToArray();
    }
}
