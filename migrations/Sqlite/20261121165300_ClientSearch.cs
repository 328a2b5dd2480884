using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduler.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClientSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "client_names",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SortName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_names", x => x.ClientId);
                    table.ForeignKey(
                        name: "FK_client_names_clients_ClientId",
                        column: x => x.ClientId,
                        principalTable: "clients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "client_word_parts",
                columns: table => new
                {
                    Part = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Word = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_word_parts", x => new { x.Part, x.Word });
                });

            migrationBuilder.CreateTable(
                name: "client_words",
                columns: table => new
                {
                    Word = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SortName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_words", x => new { x.Word, x.SortName, x.ClientId });
                    table.ForeignKey(
                        name: "FK_client_words_clients_ClientId",
                        column: x => x.ClientId,
                        principalTable: "clients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_client_names_SortName_ClientId",
                table: "client_names",
                columns: new[] { "SortName", "ClientId" });

            migrationBuilder.CreateIndex(
                name: "IX_client_words_ClientId",
                table: "client_words",
                column: "ClientId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "client_names");

            migrationBuilder.DropTable(
                name: "client_word_parts");

            migrationBuilder.DropTable(
                name: "client_words");
        }
    }
}
