using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduler.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditOfEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // First: the events need not be locked for as long as the index takes.
            migrationBuilder.CreateIndex(
                name: "IX_audit_AtUtc_Id",
                table: "audit",
                columns: new[] { "AtUtc", "Id" });

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "events",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            // What is there has its audit rows already.
            migrationBuilder.Sql(
                """
                INSERT INTO settings ("Name", "Value") SELECT 'audit.place', CAST(COALESCE(MAX("Number"), 0) AS TEXT) FROM events
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The version before this copies nothing.
            migrationBuilder.Sql(
                """
                INSERT INTO audit ("AtUtc", "ActorKind", "ActorId", "Action", "SubjectKind", "SubjectId", "Address", "Detail")
                SELECT "AtUtc", "ActorKind", "ActorId", "Type", "SubjectKind", "SubjectId", NULLIF("Address", ''), "Data" FROM events
                WHERE "Address" IS NOT NULL
                AND ("Number" IS NULL OR "Number" > (SELECT CAST("Value" AS bigint) FROM settings WHERE "Name" = 'audit.place')) ORDER BY "Id"
                """);
            migrationBuilder.Sql("DELETE FROM settings WHERE \"Name\" = 'audit.place'");
            migrationBuilder.DropIndex(
                name: "IX_audit_AtUtc_Id",
                table: "audit");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "events");
        }
    }
}
