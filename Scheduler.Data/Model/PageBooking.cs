using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>What the page showed on which somebody booked an appointment: later pages and mails go on to show the same.</summary>
public sealed class PageBooking
{
    /// <summary>Made of the form that was sent and of the time that was chosen: the same form, sent twice, books once.</summary>
    public required Guid Key { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>IANA name of the zone in which times were shown.</summary>
    public required string TimeZone { get; set; }

    /// <summary>IETF tag of the language of the page, such as <c>fr</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Whether any free provider was asked for.</summary>
    public required bool AnyProvider { get; init; }
}

internal sealed class PageBookingConfiguration : IEntityTypeConfiguration<PageBooking>
{
    public void Configure(EntityTypeBuilder<PageBooking> builder)
    {
        builder.ToTable("page_bookings");
        builder.HasKey(b => b.Key);
        builder.Property(b => b.Key).ValueGeneratedNever();
        builder.HasIndex(b => b.AppointmentId).IsUnique();
        builder.Property(b => b.TimeZone).HasMaxLength(Limits.Id);
        builder.Property(b => b.Language).HasMaxLength(Limits.Id);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(b => b.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
