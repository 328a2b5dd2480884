using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>The index of appointments by provider and start, history included.</summary>
public sealed class AppointmentProvider
{
    public required string ProviderId { get; init; }
    public required DateTime StartUtc { get; init; }
    public required Guid AppointmentId { get; init; }
}

internal sealed class AppointmentProviderConfiguration : IEntityTypeConfiguration<AppointmentProvider>
{
    public void Configure(EntityTypeBuilder<AppointmentProvider> builder)
    {
        builder.ToTable("appointment_providers");
        builder.HasKey(p => new
        {
            p.ProviderId,
            p.StartUtc,
            p.AppointmentId,
        });
        builder.Property(p => p.ProviderId).HasMaxLength(Limits.Id);
        builder.HasOne<Provider>().WithMany().HasForeignKey(p => p.ProviderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(p => p.AppointmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
