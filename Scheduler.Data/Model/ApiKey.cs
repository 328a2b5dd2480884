using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>A key with which a program uses the API. Rows are never deleted: a database that had a key once is never open again.</summary>
public sealed class ApiKey
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret, which is random and long: nothing slower is needed, and the secret is kept nowhere.</summary>
    public required byte[] SecretHash { get; init; }
    public required string Name { get; init; }

    /// <summary>What its holder may do: <c>owner</c>, <c>manager</c>, <c>reception</c>, <c>provider</c> or <c>public</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Whose own rows the role <c>provider</c> means; null for the others.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Origins of the web pages that a public key may stand in; empty for the others.</summary>
    public List<string> Origins { get; init; } = [];
    public required DateTime CreatedUtc { get; init; }

    /// <summary>The first instant at which it no longer opens anything.</summary>
    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Null as long as it opens something.</summary>
    public DateTime? RevokedUtc { get; set; }

    /// <summary>Within a few minutes; null when it never was.</summary>
    public DateTime? LastUsedUtc { get; set; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).HasMaxLength(Limits.Id);
        builder.Property(k => k.Name).HasMaxLength(Limits.Name);
        builder.Property(k => k.Role).HasMaxLength(Limits.Id);
        builder.Property(k => k.ProviderId).HasMaxLength(Limits.Id);
        builder.Property(k => k.Origins).HasConversion<IdListConverter, IdListComparer>();
        builder.HasOne<Provider>().WithMany().HasForeignKey(k => k.ProviderId).OnDelete(DeleteBehavior.Restrict);
    }
}
