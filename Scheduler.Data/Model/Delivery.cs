using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>How far a delivery has come.</summary>
public enum DeliveryStatus
{
    Pending = 0,
    Delivered = 1,

    /// <summary>Given up; only somebody's wish tries it again.</summary>
    Failed = 2,
}

/// <summary>One event on its way to one webhook; there is one row for each pair.</summary>
public sealed class Delivery
{
    public required Guid Id { get; init; }
    public required Guid WebhookId { get; init; }

    /// <summary>The event's id, by which the receiver drops repeats; a test has one of its own.</summary>
    public required string EventId { get; init; }

    /// <summary>The event's place in the feed: those of one subject are sent in this order.</summary>
    public required long Place { get; init; }
    public required string Type { get; init; }
    public required DateTime AtUtc { get; init; }

    /// <summary>What the event happened to: a kind, a colon, an id.</summary>
    public required string Subject { get; init; }

    /// <summary>The event's data: it may be kept no longer when this is sent.</summary>
    public required string Data { get; init; }
    public required DeliveryStatus Status { get; set; }

    /// <summary>When it is tried next; null when it is not pending.</summary>
    public DateTime? NextAttemptUtc { get; set; }

    /// <summary>How often it was tried since it last became pending.</summary>
    public int Tries { get; set; }

    /// <summary>How often it was tried at all.</summary>
    public int Attempts { get; set; }

    /// <summary>Until when <see cref="Holder"/> alone tries it; null while nobody does.</summary>
    public DateTime? HeldUntilUtc { get; set; }

    /// <summary>Who tries it at present: made anew with each claim.</summary>
    public Guid? Holder { get; set; }
    public required DateTime CreatedUtc { get; init; }
}

/// <summary>One try of a delivery.</summary>
public sealed class DeliveryAttempt
{
    public const int MaxError = 300;

    public required Guid DeliveryId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public required DateTime AtUtc { get; init; }

    /// <summary>The HTTP status; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong; null when it was delivered.</summary>
    public string? Error { get; init; }
    public required int Milliseconds { get; init; }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        const string Pending = "\"Status\" = 0";
        builder.ToTable("deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.EventId).HasMaxLength(Limits.Id);
        builder.Property(d => d.Type).HasMaxLength(Limits.Id);
        builder.Property(d => d.Subject).HasMaxLength(2 * Limits.Id);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        // One delivery for each webhook and event, whoever dispatches how often.
        builder.HasIndex(d => new { d.WebhookId, d.EventId }).IsUnique();
        // What is due, and whether something of the same subject goes first: what is done costs neither.
        builder.HasIndex(d => new { d.WebhookId, d.NextAttemptUtc }).HasFilter(Pending);
        builder
            .HasIndex(d => new
            {
                d.WebhookId,
                d.Subject,
                d.Place,
            })
            .HasFilter(Pending);
        builder.HasIndex(d => d.CreatedUtc);
    }
}

internal sealed class DeliveryAttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("delivery_attempts");
        builder.HasKey(a => new { a.DeliveryId, a.Number });
        builder.Property(a => a.Error).HasMaxLength(DeliveryAttempt.MaxError);
        builder.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
