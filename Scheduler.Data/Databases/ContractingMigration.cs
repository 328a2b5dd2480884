using Microsoft.EntityFrameworkCore.Migrations;
using Scheduler.Data.Model;

namespace Scheduler.Data.Databases;

/// <summary>For migrations that take away what older programs use.</summary>
public static class ContractingMigration
{
    /// <summary>
    /// Refuses programs that do not know <paramref name="migration"/>: they neither start on this schema nor say that they are ready.
    /// </summary>
    /// <param name="migration">The migration's full id, such as <c>20270101000000_DropNotes</c>.</param>
    public static void RefuseProgramsWithout(this MigrationBuilder builder, string migration) =>
        builder.UpdateData(SchemaInfo.Table, nameof(SchemaInfo.Id), 1, nameof(SchemaInfo.LeastMigration), migration);
}
