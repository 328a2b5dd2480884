using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Which instance does a job of the worker at present; the others leave it alone until the lease has run out.</summary>
public sealed class Lease
{
    public required string Job { get; init; }

    /// <summary>An id that the instance made at its start.</summary>
    public required string Holder { get; set; }

    /// <summary>The first instant at which another instance may take the job.</summary>
    public required DateTime UntilUtc { get; set; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.ToTable("leases");
        builder.HasKey(l => l.Job);
        builder.Property(l => l.Job).HasMaxLength(Limits.Id);
        builder.Property(l => l.Holder).HasMaxLength(Limits.Id);
    }
}
