using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Scheduler.Data.Databases;

/// <summary>Makes the tables whose rows are little more than their keys <c>WITHOUT ROWID</c>: one tree a table less to write, and indexes that hold the whole row.</summary>
/// <remarks>
/// Appointments keep their row ids: they are wide, and by a row id a list's rows are found faster than by 16 bytes.
/// EF Core rebuilds a SQLite table to change it and names the new one with a prefix, which must not lose the option.
/// </remarks>
internal sealed class SqliteClusteredTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private const string RebuildPrefix = "ef_temp_";
    private static readonly HashSet<string> Clustered = ["clients", "weekly_hours", "date_hours", "appointment_providers", "day_claims", "time_claims"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        var name = operation.Name.StartsWith(RebuildPrefix, StringComparison.Ordinal) ? operation.Name[RebuildPrefix.Length..] : operation.Name;
        if (Clustered.Contains(name))
        {
            builder.Append(" WITHOUT ROWID");
        }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
