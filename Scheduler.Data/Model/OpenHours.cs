using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>A provider's open hours on one day of every week. A day without a row is closed.</summary>
public sealed class WeeklyHours
{
    public required string ProviderId { get; init; }
    public required DayOfWeek Day { get; init; }

    /// <summary>Wall-clock ranges in the provider's zone, in order, disjoint: <c>09:00-12:00,13:00-17:00</c>.</summary>
    public required string Ranges { get; set; }
}

/// <summary>A provider's open hours on one date; they replace the weekly ones. An empty text closes the day.</summary>
public sealed class DateHours
{
    public required string ProviderId { get; init; }
    public required DateOnly Date { get; init; }

    /// <inheritdoc cref="WeeklyHours.Ranges"/>
    public required string Ranges { get; set; }
}

internal sealed class WeeklyHoursConfiguration : IEntityTypeConfiguration<WeeklyHours>
{
    public void Configure(EntityTypeBuilder<WeeklyHours> builder)
    {
        builder.ToTable("weekly_hours");
        builder.HasKey(h => new { h.ProviderId, h.Day });
        builder.Property(h => h.ProviderId).HasMaxLength(Limits.Id);
        builder.HasOne<Provider>().WithMany().HasForeignKey(h => h.ProviderId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DateHoursConfiguration : IEntityTypeConfiguration<DateHours>
{
    public void Configure(EntityTypeBuilder<DateHours> builder)
    {
        builder.ToTable("date_hours");
        builder.HasKey(h => new { h.ProviderId, h.Date });
        builder.Property(h => h.ProviderId).HasMaxLength(Limits.Id);
        builder.HasOne<Provider>().WithMany().HasForeignKey(h => h.ProviderId).OnDelete(DeleteBehavior.Cascade);
    }
}
