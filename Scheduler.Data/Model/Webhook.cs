using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>An address outside that is told of events.</summary>
public sealed class Webhook
{
    public const int MaxUrl = 2000;
    public const int MaxSecret = 100;

    public required Guid Id { get; init; }
    public required string Url { get; set; }

    /// <summary>Types of events, or beginnings of types that end in <c>*</c>.</summary>
    public required List<string> Events { get; set; }

    /// <summary>What is sent beyond ids and times, such as <c>client</c>.</summary>
    public required List<string> Include { get; set; }
    public string? Description { get; set; }
    public required bool Enabled { get; set; }

    /// <summary>Whether the receiver ended it itself, with 410.</summary>
    public bool IsGone { get; set; }

    /// <summary>
    /// Signs every delivery: <c>whsec_</c> and 32 bytes in base64. The receiver has it, too, so that a hash would not do.
    /// </summary>
    public required string Secret { get; set; }

    /// <summary>The secret before the last change of it; it signs, too, until <see cref="FormerSecretUntilUtc"/>.</summary>
    public string? FormerSecret { get; set; }
    public DateTime? FormerSecretUntilUtc { get; set; }

    /// <summary>
    /// The place in the feed up to which every event that it asks for has a delivery. While it is disabled the place stands still.
    /// </summary>
    public required long Place { get; set; }
    public required DateTime CreatedUtc { get; init; }

    /// <summary>Grows by one with every change that somebody makes; a concurrency token.</summary>
    public int Version { get; set; } = 1;
}

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Url).HasMaxLength(Webhook.MaxUrl);
        builder.Property(w => w.Events).HasConversion<IdListConverter, IdListComparer>();
        builder.Property(w => w.Include).HasConversion<IdListConverter, IdListComparer>();
        builder.Property(w => w.Description).HasMaxLength(Limits.Name);
        builder.Property(w => w.Secret).HasMaxLength(Webhook.MaxSecret);
        builder.Property(w => w.FormerSecret).HasMaxLength(Webhook.MaxSecret);
        builder.Property(w => w.Version).IsConcurrencyToken();
    }
}
