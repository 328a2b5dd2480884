using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Scheduler.Data.Databases;

/// <summary>
/// Makes SQLite's tables <c>WITHOUT ROWID</c>: each is one tree in the order of its key, so that rows that are read together lie together.
/// </summary>
/// <remarks>
/// Appointments lie in the order in which a user's are listed: a page of the list is a page or two of the file, wherever its rows
/// were booked from. EF Core rebuilds a SQLite table to change it and names the new one with a prefix, which must not lose the option.
/// </remarks>
internal sealed class SqliteClusteredTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private const string RebuildPrefix = "ef_temp_";
    private const string Appointments = "appointments";
    private const string Events = "events";
    private static readonly string[] ListOrder = ["UserId", "StartUtc", "Id"];
    private static readonly HashSet<string> Clustered =
    [
        "clients",
        "client_names",
        "client_words",
        "client_word_parts",
        "weekly_hours",
        "date_hours",
        Appointments,
        "appointment_providers",
        "occupied_days",
        "occupied_times",
    ];

    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        var name = operation.Name.StartsWith(RebuildPrefix, StringComparison.Ordinal)
            ? operation.Name[RebuildPrefix.Length..]
            : operation.Name;
        if (name == Appointments)
        {
            // The model's key stays unique; what the rows lie in the order of is the index of the list,
            // which then needs no tree of its own.
            operation.UniqueConstraints.Add(
                new AddUniqueConstraintOperation
                {
                    Table = operation.Name,
                    Name = "UX_appointments_Id",
                    Columns = operation.PrimaryKey!.Columns,
                }
            );
            operation.PrimaryKey.Columns = ListOrder;
        }

        if (name == Events)
        {
            // The newest event is never removed, so that no id is given twice: no need for SQLite to keep a count in a table of its own.
            operation.Columns.First(c => c.Name == "Id").RemoveAnnotation("Sqlite:Autoincrement");
        }

        base.Generate(operation, model, builder, terminate: false);
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

    protected override void Generate(
        CreateIndexOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        if (operation.Table != Appointments || !operation.Columns.SequenceEqual(ListOrder))
        {
            base.Generate(operation, model, builder, terminate);
        }
    }
}
