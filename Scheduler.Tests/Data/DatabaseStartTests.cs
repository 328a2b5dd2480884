using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Scheduler.Api;

namespace Scheduler.Tests.Data;

/// <summary>The database's settings, constraints and files are looked at before anything is served.</summary>
public sealed class DatabaseStartTests
{
    [Theory]
    [InlineData("Database:Provider", "7", "must be Sqlite or Postgres")]
    [InlineData("Database:Provider", "Sqlite,Postgres", "must be Sqlite or Postgres")]
    [InlineData("Database:MigrateOnStart", "maybe", "must be true or false")]
    [InlineData("Database:MaxWaitingWrites", "0", "from 1 to 1000000")]
    [InlineData("Database:MaxWaitingWrites", "-1", "from 1 to 1000000")]
    [InlineData("Database:MaxWaitingWrites", "1000001", "from 1 to 1000000")]
    [InlineData("Database:MaxWaitingWrites", "many", "from 1 to 1000000")]
    [InlineData("ConnectionStrings:Scheduler", "Data Source=x.db;Password=secret", "cannot encrypt")]
    [InlineData("ConnectionStrings:Scheduler", "Data Source=x.db;Mode=Memory", "Mode=Memory")]
    [InlineData("ConnectionStrings:Scheduler", "Data Source=x.db;Mode=ReadOnly", "Mode=ReadOnly")]
    [InlineData("ConnectionStrings:Scheduler", "Data Source=x.db;Default Timeout=soon", "cannot be read")]
    [InlineData("ConnectionStrings:Scheduler", "", "must name a file")]
    public void A_database_setting_that_makes_no_sense(string name, string value, string message) => RefusedSetting(message, (name, value));

    [Theory]
    [InlineData("")]
    [InlineData("Database=scheduler")]
    public void A_connection_string_that_names_no_server(string value) =>
        RefusedSetting("must name the server", ("Database:Provider", "Postgres"), ("ConnectionStrings:Scheduler", value));

    [Fact]
    public async Task A_database_setting_that_makes_no_sense_ends_the_process_in_one_line()
    {
        var (exitCode, error) = await ChildProcess.RunAsync(60, "--Database:Provider", "Sqlite,Postgres");
        Assert.Equal(1, exitCode);
        Assert.Contains(
            "must be Sqlite or Postgres",
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        );
    }

    [Theory, OnEachDatabase]
    public async Task A_database_that_lacks_what_keeps_appointments_apart(DatabaseProvider provider)
    {
        string[] drops =
            provider == DatabaseProvider.Sqlite
                ?
                [
                    "TRIGGER \"TR_OccupiedTimes_NoOverlap_Insert\"",
                    "TRIGGER \"TR_OccupiedTimes_NoOverlap_Update\"",
                    "INDEX \"UX_OccupiedDays_UserId_Date\"",
                ]
                : ["CONSTRAINT \"EX_OccupiedTimes_NoOverlap\"", "INDEX \"UX_OccupiedDays_UserId_Date\""];
        foreach (var drop in drops)
        {
            await using var door = await Door.OpenAsync(provider);
            await using var db = Contexts.Open(provider, door.Database.ConnectionString);
            var options = new DatabaseOptions { Provider = provider, ConnectionString = door.Database.ConnectionString };
            await DatabaseStart.PrepareAsync(db, door.Writes, options);
            // Not a value: a name cannot be a parameter.
            var statement = drop.StartsWith("CONSTRAINT", StringComparison.Ordinal)
                ? $"ALTER TABLE occupied_times DROP {drop}"
                : $"DROP {drop}";
            await db.Database.ExecuteSqlRawAsync(statement);
            var refused = await Assert.ThrowsAsync<StartException>(() => DatabaseStart.PrepareAsync(db, door.Writes, options));
            Assert.Contains($"lacks {drop.Split('"')[1]},", refused.Message);
        }
    }

    [Fact]
    public async Task A_new_database_is_for_its_owner_alone_and_one_that_is_there_keeps_its_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        await using (TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(database.File)!))
            {
                Assert.Equal(Owner, File.GetUnixFileMode(file));
            }
        }

        File.SetUnixFileMode(database.File, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        await using (TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            Assert.Equal(Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(database.File));
        }
    }

    private static void RefusedSetting(string message, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value)))
            .Build();
        var refused = Assert.Throws<StartException>(() => DatabaseSettings.Read(configuration));
        Assert.Contains(message, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
