using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A calendar date that a live, limited appointment takes from its user. It exists exactly while the appointment is live.
/// </summary>
public sealed class OccupiedDay
{
    public required string UserId { get; init; }
    public required DateOnly Date { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>The first instant at which a hold's occupied time no longer counts; null once confirmed.</summary>
    public DateTime? LapsesUtc { get; set; }
}

internal sealed class OccupiedDayConfiguration : IEntityTypeConfiguration<OccupiedDay>
{
    public void Configure(EntityTypeBuilder<OccupiedDay> builder)
    {
        builder.ToTable("occupied_days");
        builder.HasKey(c => new { c.AppointmentId, c.Date });
        builder.Property(c => c.UserId).HasMaxLength(Limits.Id);
        builder.HasIndex(c => new { c.UserId, c.Date }).IsUnique().HasDatabaseName(ConstraintNames.DailyLimit);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(c => c.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
