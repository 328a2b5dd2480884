using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduler.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OfficeSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "providers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Languages",
                table: "providers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Location",
                table: "providers",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo",
                table: "providers",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "providers",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "BirthDate",
                table: "clients",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "clients",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StaffNote",
                table: "clients",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "clients",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Answers",
                table: "appointments",
                type: "character varying(20000)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "appointment_types",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Colour",
                table: "appointment_types",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "appointment_types",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hours",
                table: "appointment_types",
                type: "character varying(5000)",
                maxLength: 5000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "appointment_types",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Preparation",
                table: "appointment_types",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Price",
                table: "appointment_types",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Questions",
                table: "appointment_types",
                type: "character varying(20000)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "closures",
                columns: table => new
                {
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closures", x => x.Date);
                });

            migrationBuilder.CreateTable(
                name: "pictures",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", maxLength: 65536, nullable: false)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "closures");

            migrationBuilder.DropTable(
                name: "pictures");

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
        }
    }
}
