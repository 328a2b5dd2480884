using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Somebody who books. One that a booking made has an id and nothing else.</summary>
public sealed class Client
{
    public required string Id { get; init; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? TimeZone { get; set; }
    public required DateTime CreatedUtc { get; init; }

    /// <summary>Grows by one with every change; a concurrency token.</summary>
    public int Version { get; set; } = 1;
}

internal sealed class ClientConfiguration : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.ToTable("clients");
        builder.Property(c => c.Id).HasMaxLength(Limits.Id);
        builder.Property(c => c.FirstName).HasMaxLength(Limits.Name);
        builder.Property(c => c.LastName).HasMaxLength(Limits.Name);
        builder.Property(c => c.Email).HasMaxLength(Limits.Email);
        builder.Property(c => c.Phone).HasMaxLength(Limits.Phone);
        builder.Property(c => c.TimeZone).HasMaxLength(Limits.Id);
        // The pages know a returning client by e-mail.
        builder.HasIndex(c => c.Email).HasFilter("\"Email\" IS NOT NULL");
        builder.Property(c => c.Version).IsConcurrencyToken();
    }
}
