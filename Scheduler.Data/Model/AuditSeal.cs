using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A hash over audit rows and over the seal before it: whoever changes or removes a row would have to make every later seal anew.
/// </summary>
public sealed class AuditSeal
{
    public required long Id { get; init; }
    public required DateTime AtUtc { get; init; }

    /// <summary>How many rows it covers.</summary>
    public required int Count { get; init; }

    /// <summary>The hash of the seal before; empty for the first.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>SHA-256 of <see cref="Previous"/> and of the rows, in the order of their ids.</summary>
    public required byte[] Hash { get; init; }
}

internal sealed class AuditSealConfiguration : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals");
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}
