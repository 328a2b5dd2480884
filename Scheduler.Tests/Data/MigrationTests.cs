using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Scheduler.Data;

namespace Scheduler.Tests.Data;

/// <summary>Both databases have the same migrations and keep the same promises.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Both_databases_have_the_same_migrations_in_the_same_order() =>
        Assert.Equal(Migrations(DatabaseProvider.Sqlite), Migrations(DatabaseProvider.Postgres));

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public void No_change_of_the_model_lacks_its_migration(DatabaseProvider database)
    {
        using var db = Open(database);
        Assert.False(db.Database.HasPendingModelChanges(), "scripts/add-migration NAME writes it for both.");
    }

    /// <summary>But for the numbers of events: on SQLite their ids are in the order in which they became visible.</summary>
    [Fact]
    public void Both_models_have_the_same_constraints() =>
        Assert.Equal(
            Constraints(DatabaseProvider.Sqlite),
            Constraints(DatabaseProvider.Postgres)
                .Where(c => !c.StartsWith("events:", StringComparison.Ordinal) || !c.Contains("umber", StringComparison.Ordinal))
        );

    /// <summary>What EF Core's model has no word for is looked at where it is kept.</summary>
    [Theory, OnEachDatabase]
    public async Task The_migrated_database_keeps_occupied_times_from_overlapping(DatabaseProvider database)
    {
        await using var created = await TestDatabase.CreateAsync(database);
        await using var db = Contexts.Open(database, created.ConnectionString);
        var found =
            database == DatabaseProvider.Sqlite
                ? await db
                    .Database.SqlQueryRaw<string>(
                        "SELECT name AS \"Value\" FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'occupied_times'"
                    )
                    .ToListAsync()
                : await db
                    .Database.SqlQueryRaw<string>(
                        "SELECT conname::text AS \"Value\" FROM pg_constraint WHERE contype = 'x' AND conrelid = 'occupied_times'::regclass"
                    )
                    .ToListAsync();
        Assert.Equal(
            database == DatabaseProvider.Sqlite
                ? ["TR_OccupiedTimes_NoOverlap_Insert", "TR_OccupiedTimes_NoOverlap_Update"]
                : [ConstraintNames.NoOverlap],
            found.Order()
        );
    }

    private static List<string> Migrations(DatabaseProvider database)
    {
        using var db = Open(database);
        return [.. db.Database.GetMigrations()];
    }

    private static List<string> Constraints(DatabaseProvider database)
    {
        using var db = Open(database);
        return [.. db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(Of).Order(StringComparer.Ordinal)];

        static IEnumerable<string> Of(IEntityType entity) =>
            entity
                .GetKeys()
                .Select(key => $"{entity.GetTableName()}: key {key.GetName()} ({Names(key.Properties)})")
                .Concat(
                    entity
                        .GetForeignKeys()
                        .Select(key =>
                            $"{entity.GetTableName()}: {key.GetConstraintName()} ({Names(key.Properties)}) "
                            + $"to {key.PrincipalEntityType.GetTableName()}, {key.DeleteBehavior}"
                        )
                )
                .Concat(
                    entity
                        .GetIndexes()
                        .Select(index =>
                            $"{entity.GetTableName()}: {(index.IsUnique ? "unique " : "")}index {index.GetDatabaseName()} "
                            + $"({Names(index.Properties)}) {index.GetFilter()}"
                        )
                )
                .Concat(entity.GetCheckConstraints().Select(check => $"{entity.GetTableName()}: {check.Name} {check.Sql}"))
                .Concat(
                    entity
                        .GetProperties()
                        .Select(property =>
                            $"{entity.GetTableName()}: {property.GetColumnName()} {(property.IsNullable ? "" : "not ")}null, "
                            + $"at most {property.GetMaxLength()}"
                        )
                );
    }

    private static string Names(IEnumerable<IProperty> properties) => string.Join(", ", properties.Select(p => p.GetColumnName()));

    private static SchedulerDbContext Open(DatabaseProvider database) =>
        Contexts.Open(database, database == DatabaseProvider.Sqlite ? "Data Source=unused.db" : "Host=unused");
}
