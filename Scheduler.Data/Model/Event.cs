using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>What has happened: one row per effect, written in the transaction of that effect and never changed.</summary>
public sealed class Event
{
    /// <summary>In the order in which rows were written. The database makes it.</summary>
    public long Id { get; init; }

    /// <summary>
    /// The place in the feed, in the order in which events became visible; null until the feed was next read. PostgreSQL only: there a
    /// transaction that commits late has smaller ids than what others have read, while on SQLite the one writer makes both orders the same.
    /// </summary>
    public long? Number { get; init; }

    /// <summary>Such as <c>appointment.confirmed</c>.</summary>
    public required string Type { get; init; }
    public required DateTime AtUtc { get; init; }

    /// <summary>Who did it: <c>open</c>, <c>account</c>, <c>key</c>, <c>manage-link</c>, <c>public</c> or <c>system</c>.</summary>
    public required string ActorKind { get; init; }

    /// <summary>Which account, key or appointment that was; null where the kind says it all.</summary>
    public string? ActorId { get; init; }

    /// <summary>What it happened to, such as <c>appointment</c>.</summary>
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }

    /// <summary>
    /// The network address from which it was done, empty for what the service does itself: for the audit row that is made of the event.
    /// Programs that read the feed are not told. Null where that row was stored with the event, by a version before this one.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// Whose calendars it happened in, each id between commas, as in <c>,anna,ben,</c>; null where it was nobody's in particular.
    /// </summary>
    public string? ProviderIds { get; init; }

    /// <summary>The subject as JSON: ids and times, never names or notes, so that erasing a client need not rewrite history.</summary>
    public required string Data { get; init; }
}

internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable("events");
        builder.Property(e => e.Type).HasMaxLength(Limits.Id);
        builder.Property(e => e.ActorKind).HasMaxLength(Limits.Id);
        builder.Property(e => e.ActorId).HasMaxLength(Limits.Id);
        builder.Property(e => e.SubjectKind).HasMaxLength(Limits.Id);
        builder.Property(e => e.SubjectId).HasMaxLength(Limits.Id);
        builder.Property(e => e.Address).HasMaxLength(AuditEntry.MaxAddress);
        builder.HasIndex(e => new { e.SubjectId, e.Id });
    }
}
