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

    /// <summary>What the office knows of the client, for itself alone; may have several lines.</summary>
    public string? StaffNote { get; set; }

    /// <summary>The language in which the client is written to, such as <c>en</c>.</summary>
    public string? Language { get; set; }
    public DateOnly? BirthDate { get; set; }

    /// <summary>Words by which the office groups its clients.</summary>
    public List<string>? Tags { get; set; }
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
        builder.Property(c => c.StaffNote).HasMaxLength(Limits.Note);
        builder.Property(c => c.Language).HasMaxLength(Limits.Id);
        builder.Property(c => c.Tags).HasConversion<TagListConverter, IdListComparer>();
        builder.Property(c => c.Tags).HasMaxLength(Limits.Tags);
        // The pages know a returning client by e-mail.
        builder.HasIndex(c => c.Email).HasFilter("\"Email\" IS NOT NULL");
        builder.Property(c => c.Version).IsConcurrencyToken();
    }
}
