using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>What a database says of its own schema; one row.</summary>
public sealed class SchemaInfo
{
    public const string Table = "schema_info";

    public required int Id { get; init; }

    /// <summary>The migration that a program must know to be allowed to use this database; empty when every one may.</summary>
    /// <remarks>
    /// A migration that only adds leaves it alone: programs of the release before it go on.
    /// One that takes something away names itself here.
    /// </remarks>
    public required string LeastMigration { get; init; }
}

internal sealed class SchemaInfoConfiguration : IEntityTypeConfiguration<SchemaInfo>
{
    public void Configure(EntityTypeBuilder<SchemaInfo> builder)
    {
        builder.ToTable(SchemaInfo.Table);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.LeastMigration).HasMaxLength(150);
        builder.HasData(new SchemaInfo { Id = 1, LeastMigration = "" });
    }
}
