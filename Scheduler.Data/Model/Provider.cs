using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Somebody, or something, that can be booked at one place at a time.</summary>
public sealed class Provider
{
    public required string Id { get; init; }
    public required string FirstName { get; set; }
    public required string LastName { get; set; }
    public string? Email { get; set; }

    /// <summary>IANA name of the zone in which the open hours are wall-clock times.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Ids of the appointment types on offer; null means all that need a provider.</summary>
    public List<string>? AppointmentTypes { get; set; }

    /// <summary>Whether it can be booked on the public pages.</summary>
    public bool Online { get; set; } = true;

    /// <summary>Whether mails about its appointments go to it, too.</summary>
    public bool Notify { get; set; }

    /// <summary>Whether it is not booked any more; what was, stays.</summary>
    public bool Archived { get; set; }

    /// <summary>What it is called beside its name, such as Physiotherapist.</summary>
    public string? Title { get; set; }

    /// <summary>The name of a stored picture.</summary>
    public string? Photo { get; set; }

    /// <summary>Where its appointments are; may have several lines.</summary>
    public string? Location { get; set; }

    /// <summary>The languages that it speaks, such as <c>en</c>.</summary>
    public List<string>? Languages { get; set; }

    /// <summary>Whether it is offered on the public pages.</summary>
    public bool IsPublic => Online && !Archived;
    public required DateTime CreatedUtc { get; init; }

    /// <summary>Grows by one with every change; a concurrency token.</summary>
    public int Version { get; set; } = 1;
}

internal sealed class ProviderConfiguration : IEntityTypeConfiguration<Provider>
{
    public void Configure(EntityTypeBuilder<Provider> builder)
    {
        builder.ToTable("providers");
        builder.Property(p => p.Id).HasMaxLength(Limits.Id);
        builder.Property(p => p.FirstName).HasMaxLength(Limits.Name);
        builder.Property(p => p.LastName).HasMaxLength(Limits.Name);
        builder.Property(p => p.Email).HasMaxLength(Limits.Email);
        builder.Property(p => p.TimeZone).HasMaxLength(Limits.Id);
        builder.Property(p => p.AppointmentTypes).HasConversion<IdListConverter, IdListComparer>();
        builder.Property(p => p.Title).HasMaxLength(Limits.Name);
        builder.Property(p => p.Photo).HasMaxLength(Limits.Id);
        builder.Property(p => p.Location).HasMaxLength(Limits.Note);
        builder.Property(p => p.Languages).HasConversion<IdListConverter, IdListComparer>();
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
