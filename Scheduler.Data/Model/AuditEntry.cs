using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// What somebody did, saw or was refused: made of the event of what was done, or written with what was seen or refused. Never changed, and
/// sealed soon after.
/// </summary>
public sealed class AuditEntry
{
    public const int MaxAddress = 64;

    /// <summary>In the order in which rows were written. The database makes it.</summary>
    public long Id { get; init; }

    /// <summary>The seal that covers the row; null until there is one.</summary>
    public long? Seal { get; init; }
    public required DateTime AtUtc { get; init; }
    public required string ActorKind { get; init; }
    public string? ActorId { get; init; }

    /// <summary>Such as <c>appointment.cancelled</c> or <c>client.read</c>.</summary>
    public required string Action { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }

    /// <summary>The network address from which it was done; null for what the service does itself.</summary>
    public string? Address { get; init; }

    /// <summary>More about it, as JSON: ids and times, never names or notes.</summary>
    public string? Detail { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.Property(e => e.ActorKind).HasMaxLength(Limits.Id);
        builder.Property(e => e.ActorId).HasMaxLength(Limits.Id);
        builder.Property(e => e.Action).HasMaxLength(Limits.Id);
        builder.Property(e => e.SubjectKind).HasMaxLength(Limits.Id);
        builder.Property(e => e.SubjectId).HasMaxLength(Limits.Id);
        builder.Property(e => e.Address).HasMaxLength(AuditEntry.MaxAddress);
        builder.HasIndex(e => new { e.SubjectId, e.Id });
        builder.HasIndex(e => new { e.AtUtc, e.Id });
        builder.HasIndex(e => new { e.Seal, e.Id });
    }
}
