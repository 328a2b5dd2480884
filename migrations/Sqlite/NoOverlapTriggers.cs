using Microsoft.EntityFrameworkCore.Migrations;
using Scheduler.Data;

namespace Scheduler.Migrations.Sqlite;

/// <summary>No two time claims of one provider overlap: what PostgreSQL keeps by an exclusion constraint.</summary>
/// <remarks>
/// Claims never overlap, so the one with the greatest start below the new end is the only one that can reach into the new
/// range: one step in the index on (ProviderId, FromUtc), however many claims there are.
/// SQLite drops triggers when EF Core rebuilds a table: every migration that alters time_claims calls this again.
/// </remarks>
internal static class NoOverlapTriggers
{
    public static void Create(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Trigger("Insert", "INSERT", ""));
        migrationBuilder.Sql(Trigger("Update", "UPDATE OF \"ProviderId\", \"FromUtc\", \"UntilUtc\"", "AND \"AppointmentId\" <> OLD.\"AppointmentId\""));
    }

    private static string Trigger(string name, string when, string others) => $"""
        CREATE TRIGGER "TR_TimeClaims_NoOverlap_{name}" BEFORE {when} ON "time_claims"
        WHEN (SELECT "UntilUtc" FROM "time_claims"
              WHERE "ProviderId" = NEW."ProviderId" AND "FromUtc" < NEW."UntilUtc" {others}
              ORDER BY "FromUtc" DESC LIMIT 1) > NEW."FromUtc"
        BEGIN
            SELECT RAISE(ABORT, '{ConstraintNames.NoOverlap}');
        END;
        """;
}
