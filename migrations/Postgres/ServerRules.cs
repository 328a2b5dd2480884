using Microsoft.EntityFrameworkCore.Migrations;
using Scheduler.Data;

namespace Scheduler.Migrations.Postgres;

/// <summary>What EF Core's model has no word for.</summary>
internal static class ServerRules
{
    public static void Create(MigrationBuilder migrationBuilder)
    {
        // No two occupied times of one provider overlap.
        migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS btree_gist");
        migrationBuilder.Sql($"""
            ALTER TABLE occupied_times ADD CONSTRAINT "{ConstraintNames.NoOverlap}"
            EXCLUDE USING gist ("ProviderId" WITH =, tstzrange("FromUtc", "UntilUtc") WITH &&)
            """);

        // A booking that sends its rows and their commit together says first which policy it was checked against. Waits for whoever changes it.
        migrationBuilder.Sql("""
            CREATE FUNCTION expect_appointment_type(lock_name text, type_id text, expected integer) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock_shared(hashtextextended(lock_name, 0));
                IF NOT EXISTS (SELECT 1 FROM appointment_types WHERE "Id" = type_id AND "Version" = expected) THEN
                    RAISE EXCEPTION 'The appointment type has another version.' USING ERRCODE = 'SC001';
                END IF;
            END $$
            """);
    }

    public static void Drop(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION expect_appointment_type(text, text, integer)");
}
