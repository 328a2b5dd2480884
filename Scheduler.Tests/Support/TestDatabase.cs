using System.Reflection;
using Scheduler.Data.Databases;
using Xunit.Sdk;
using Xunit.v3;

namespace Scheduler.Tests.Support;

/// <summary>Runs a test once on each database; where there is no PostgreSQL it says so, and fails when <c>CI</c> is set.</summary>
/// <param name="values">Further arguments; the test is run with each of them on each database.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute(params object[] values) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var rows = new List<ITheoryDataRow>();
        foreach (var database in Enum.GetValues<DatabaseProvider>())
        {
            if (database == DatabaseProvider.Postgres && !AtLength.IsWanted && AtLength.IsAboveTheDatabase(testMethod.DeclaringType!))
            {
                continue;
            }

            var skip = database == DatabaseProvider.Postgres ? PostgresServer.WhyMissing : null;
            foreach (var more in values.Length == 0 ? new object?[] { null } : values)
            {
                object?[] arguments = more is null ? [database] : [database, more];
                rows.Add(new TheoryDataRow(arguments) { Skip = skip });
            }
        }

        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>A new, empty database, built by the migrations, that ends with the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? folder;

    private TestDatabase(DatabaseProvider provider, string connectionString, string? folder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        this.folder = folder;
    }

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }

    /// <summary>The file of a SQLite database.</summary>
    public string File => Path.Combine(folder!, "scheduler.db");

    /// <summary>A database that the test has made itself, and ends itself.</summary>
    public static TestDatabase At(DatabaseProvider provider, string connectionString) => new(provider, connectionString, null);

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, bool migrated = true)
    {
        if (provider == DatabaseProvider.Postgres)
        {
            return new TestDatabase(provider, await PostgresServer.CreateDatabaseAsync(migrated), null);
        }

        var created = Directory.CreateTempSubdirectory("scheduler-test-").FullName;
        var database = new TestDatabase(provider, $"Data Source={Path.Combine(created, "scheduler.db")}", created);
        if (migrated)
        {
            System.IO.File.Copy(await SqliteTemplate.Value, database.File);
        }

        return database;
    }

    public ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The migrations run once; each test begins with a copy of the file.</summary>
    private static readonly Lazy<Task<string>> SqliteTemplate = new(async () =>
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("scheduler-template-").FullName, "template.db");
        await Contexts.ApplyAsync(DatabaseProvider.Sqlite, $"Data Source={file}");
        return file;
    });
}
