using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A hold of somebody without a name, by the network address that asked for it. It goes with the hold, so that no address is remembered.
/// </summary>
public sealed class AddressHold
{
    public required Guid AppointmentId { get; init; }

    /// <summary>A hash of the address, keyed with the database's secret.</summary>
    public required byte[] Address { get; init; }

    /// <summary>The first instant at which the hold no longer counts.</summary>
    public required DateTime LapsesUtc { get; init; }
}

internal sealed class AddressHoldConfiguration : IEntityTypeConfiguration<AddressHold>
{
    public void Configure(EntityTypeBuilder<AddressHold> builder)
    {
        builder.ToTable("address_holds");
        builder.HasKey(h => h.AppointmentId);
        builder.HasIndex(h => new { h.Address, h.LapsesUtc });
        builder.HasOne<Appointment>().WithMany().HasForeignKey(h => h.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
