using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduler.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FrontDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_appointments_Date",
                table: "appointments");

            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "providers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Languages",
                table: "providers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Location",
                table: "providers",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo",
                table: "providers",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "providers",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "BirthDate",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "clients",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StaffNote",
                table: "clients",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "clients",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Answers",
                table: "appointments",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Attendance",
                table: "appointments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AttendanceUtc",
                table: "appointments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OverrideReason",
                table: "appointments",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StaffNote",
                table: "appointments",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UpdatedUtc",
                table: "appointments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "appointment_types",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Colour",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hours",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 5000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "appointment_types",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Preparation",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Price",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Questions",
                table: "appointment_types",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CodeStep",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_sessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    BeganUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUsedUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_account_sessions_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "closures",
                columns: table => new
                {
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closures", x => x.Date);
                });

            migrationBuilder.CreateTable(
                name: "page_bookings",
                columns: table => new
                {
                    Key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AppointmentId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AnyProvider = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_page_bookings", x => x.Key);
                    table.ForeignKey(
                        name: "FK_page_bookings_appointments_AppointmentId",
                        column: x => x.AppointmentId,
                        principalTable: "appointments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pictures",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", maxLength: 65536, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pictures", x => x.Name);
                });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "consultation",
                columns: new[] { "Archived", "Colour", "Description", "Hours", "Order", "Preparation", "Price", "Questions" },
                values: new object[] { false, null, null, null, 0, null, null, null });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "meeting",
                columns: new[] { "Archived", "Colour", "Description", "Hours", "Order", "Preparation", "Price", "Questions" },
                values: new object[] { false, null, null, null, 0, null, null, null });

            migrationBuilder.UpdateData(
                table: "appointment_types",
                keyColumn: "Id",
                keyValue: "visit",
                columns: new[] { "Archived", "Colour", "Description", "Hours", "Order", "Preparation", "Price", "Questions" },
                values: new object[] { false, null, null, null, 0, null, null, null });

            migrationBuilder.CreateIndex(
                name: "IX_appointments_StartUtc_Id",
                table: "appointments",
                columns: new[] { "StartUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointments_UpdatedUtc_Id",
                table: "appointments",
                columns: new[] { "UpdatedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_account_sessions_AccountId_BeganUtc",
                table: "account_sessions",
                columns: new[] { "AccountId", "BeganUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_page_bookings_AppointmentId",
                table: "page_bookings",
                column: "AppointmentId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_sessions");

            migrationBuilder.DropTable(
                name: "closures");

            migrationBuilder.DropTable(
                name: "page_bookings");

            migrationBuilder.DropTable(
                name: "pictures");

            migrationBuilder.DropIndex(
                name: "IX_appointments_StartUtc_Id",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "IX_appointments_UpdatedUtc_Id",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "Archived",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "Languages",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "Location",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "Photo",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "Title",
                table: "providers");

            migrationBuilder.DropColumn(
                name: "BirthDate",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "StaffNote",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "Answers",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "Attendance",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "AttendanceUtc",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "OverrideReason",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "StaffNote",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "UpdatedUtc",
                table: "appointments");

            migrationBuilder.DropColumn(
                name: "Archived",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Colour",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Hours",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Order",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Preparation",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Price",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "Questions",
                table: "appointment_types");

            migrationBuilder.DropColumn(
                name: "CodeStep",
                table: "accounts");

            migrationBuilder.CreateIndex(
                name: "IX_appointments_Date",
                table: "appointments",
                column: "Date");
        }
    }
}
