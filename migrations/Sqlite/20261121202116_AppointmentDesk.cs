using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduler.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AppointmentDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_appointments_Date",
                table: "appointments");

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

            migrationBuilder.CreateIndex(
                name: "IX_appointments_StartUtc_Id",
                table: "appointments",
                columns: new[] { "StartUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointments_UpdatedUtc_Id",
                table: "appointments",
                columns: new[] { "UpdatedUtc", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_appointments_StartUtc_Id",
                table: "appointments");

            migrationBuilder.DropIndex(
                name: "IX_appointments_UpdatedUtc_Id",
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

            migrationBuilder.CreateIndex(
                name: "IX_appointments_Date",
                table: "appointments",
                column: "Date");
        }
    }
}
