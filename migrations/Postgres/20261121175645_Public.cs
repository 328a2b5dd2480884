using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Scheduler.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Public : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "KeyHash",
                table: "appointments");

            migrationBuilder.AddColumn<bool>(
                name: "Online",
                table: "providers",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "BookedOnline",
                table: "appointments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LinkGeneration",
                table: "appointments",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangeUntilMinutes",
                table: "appointment_types",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Online",
                table: "appointment_types",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "address_bookings",
                columns: table => new
                {
                    AppointmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<byte[]>(type: "bytea", nullable: false),
                    UntilUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_address_bookings", x => x.AppointmentId);
                    table.ForeignKey(
                        name: "FK_address_bookings_appointments_AppointmentId",
                        column: x => x.AppointmentId,
                        principalTable: "appointments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Seal = table.Column<long>(type: "bigint", nullable: true),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ActorKind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SubjectKind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SubjectId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Detail = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    Previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_seals", x => x.Id);
                });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "consultation",
                columns: new[] { "ChangeUntilMinutes", "Online" },
                values: new object[] { 0, true });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "meeting",
                columns: new[] { "ChangeUntilMinutes", "Online" },
                values: new object[] { 0, true });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "visit",
                columns: new[] { "ChangeUntilMinutes", "Online" },
                values: new object[] { 0, true });

            migrationBuilder.CreateIndex(
                name: "IX_address_bookings_Address_UntilUtc",
                table: "address_bookings",
                columns: new[] { "Address", "UntilUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_address_bookings_UntilUtc",
                table: "address_bookings",
                column: "UntilUtc");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Seal_Id",
                table: "audit",
                columns: new[] { "Seal", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_SubjectId_Id",
                table: "audit",
                columns: new[] { "SubjectId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "address_bookings");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropColumn(
                name: "Online",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "BookedOnline",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "LinkGeneration",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "ChangeUntilMinutes",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Online",
                table: "appointment_types");

            migrationBuilder.AddColumn<byte[]>(
                name: "KeyHash",
                table: "appointments",
                type: "bytea",
                nullable: true);
        }
    }
}
