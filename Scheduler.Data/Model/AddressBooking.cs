using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A booking of the public pages, by the network address that made it. It is removed after its window,
/// so that no address is remembered for longer.
/// </summary>
public sealed class AddressBooking
{
    public required Guid AppointmentId { get; init; }

    /// <summary>A hash of the address, keyed with the database's secret.</summary>
    public required byte[] Address { get; init; }

    /// <summary>The first instant at which the booking no longer counts.</summary>
    public required DateTime UntilUtc { get; init; }
}

internal sealed class AddressBookingConfiguration : IEntityTypeConfiguration<AddressBooking>
{
    public void Configure(EntityTypeBuilder<AddressBooking> builder)
    {
        builder.ToTable("address_bookings");
        builder.HasKey(b => b.AppointmentId);
        builder.HasIndex(b => new { b.Address, b.UntilUtc });
        builder.HasIndex(b => b.UntilUtc);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(b => b.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
