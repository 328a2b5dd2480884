using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A range of a provider's time, buffers included, that a live appointment takes. It exists exactly while the appointment is live.
/// </summary>
/// <remarks>
/// That no two occupied times of one provider overlap is kept by <see cref="ConstraintNames.NoOverlap"/>, which the migrations write:
/// EF Core's model has no word for an exclusion constraint or a trigger.
/// </remarks>
public sealed class OccupiedTime
{
    public required string ProviderId { get; init; }
    public required DateTime FromUtc { get; init; }
    public required DateTime UntilUtc { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>The first instant at which a hold's occupied time no longer counts; null once confirmed.</summary>
    public DateTime? LapsesUtc { get; set; }
}

internal sealed class OccupiedTimeConfiguration : IEntityTypeConfiguration<OccupiedTime>
{
    public void Configure(EntityTypeBuilder<OccupiedTime> builder)
    {
        builder.ToTable("occupied_times", table => table.HasCheckConstraint("CK_OccupiedTimes_Range", "\"UntilUtc\" > \"FromUtc\""));
        builder.HasKey(c => new { c.AppointmentId, c.ProviderId });
        builder.Property(c => c.ProviderId).HasMaxLength(Limits.Id);
        builder.HasIndex(c => new
        {
            c.ProviderId,
            c.FromUtc,
            c.UntilUtc,
            c.LapsesUtc,
        });
        builder.HasOne<Provider>().WithMany().HasForeignKey(c => c.ProviderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(c => c.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
