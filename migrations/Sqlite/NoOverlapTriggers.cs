using Microsoft.EntityFrameworkCore.Migrations;
using Scheduler.Data;

namespace Scheduler.Migrations.Sqlite;

/// <summary>No two occupied times of one provider overlap: what PostgreSQL keeps by an exclusion constraint.</summary>
/// <remarks>
/// Occupied times never overlap, so the one with the greatest start below the new end is the only one that can reach into the new
/// range: one step in the index on (ProviderId, FromUtc), however many occupied times there are.
/// SQLite drops triggers when EF Core rebuilds a table: every migration that alters occupied_times calls this again.
/// </remarks>
internal static class NoOverlapTriggers
{
    public static void Create(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Trigger(ConstraintNames.NoOverlapOnInsert, "INSERT", ""));
        migrationBuilder.Sql(Trigger(ConstraintNames.NoOverlapOnUpdate, "UPDATE OF \"ProviderId\", \"FromUtc\", \"UntilUtc\"", "AND \"AppointmentId\" <> OLD.\"AppointmentId\""));
    }

    private static string Trigger(string name, string when, string others) => $"""
        CREATE TRIGGER "{name}" BEFORE {when} ON "occupied_times"
        WHEN (SELECT "UntilUtc" FROM "occupied_times"
              WHERE "ProviderId" = NEW."ProviderId" AND "FromUtc" < NEW."UntilUtc" {others}
              ORDER BY "FromUtc" DESC LIMIT 1) > NEW."FromUtc"
        BEGIN
            SELECT RAISE(ABORT, '{ConstraintNames.NoOverlap}');
        END;
        """;
}
