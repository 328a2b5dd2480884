using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>The answer that a key was given, stored in the transaction of its effect, to be given again byte for byte.</summary>
public sealed class IdempotencyKey
{
    public const int MaxLength = 255;

    /// <summary>Whose key it is; empty as long as callers are not known. One caller's key never answers another.</summary>
    public required string Caller { get; init; }
    public required string Path { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's body: the same key with another body is a mistake.</summary>
    public required byte[] BodyHash { get; init; }
    public required int Status { get; init; }
    public string? Location { get; init; }
    public string? ETag { get; init; }
    public required byte[] Body { get; init; }
    public required DateTime CreatedUtc { get; init; }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(k => new
        {
            k.Caller,
            k.Path,
            k.Key,
        });
        builder.Property(k => k.Key).HasMaxLength(IdempotencyKey.MaxLength);
        builder.HasIndex(k => k.CreatedUtc);
    }
}
