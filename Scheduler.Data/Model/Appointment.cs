using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Where an appointment stands. Held and confirmed ones are live: they have their occupied times.</summary>
public enum AppointmentStatus
{
    Held = 0,
    Confirmed = 1,
    Cancelled = 2,

    /// <summary>
    /// A hold that was not confirmed in time. A row may still say <see cref="Held"/>: ask <see cref="Appointment.StatusAt"/>.
    /// </summary>
    Expired = 3,
}

/// <summary>What became of a confirmed appointment once its day had come.</summary>
public enum Attendance
{
    /// <summary>The client is here.</summary>
    Arrived = 0,

    /// <summary>It has taken place.</summary>
    Done = 1,

    /// <summary>The client did not come.</summary>
    NoShow = 2,
}

/// <summary>A booking, live or history.</summary>
public sealed class Appointment
{
    /// <summary>UUIDv7, always the server's.</summary>
    public required Guid Id { get; init; }
    public required string UserId { get; set; }
    public required string AppointmentTypeId { get; init; }

    /// <summary>
    /// The providers in the order in which they were asked for. <see cref="AppointmentProvider"/> is the index by provider.
    /// </summary>
    public required List<string> ProviderIds { get; set; }

    /// <summary>Calendar date of the start in the office zone.</summary>
    public required DateOnly Date { get; set; }
    public required DateTime StartUtc { get; set; }
    public required DateTime EndUtc { get; set; }

    /// <summary>
    /// The wall-clock time that was meant, in <see cref="TimeZone"/>: when the rules of that zone change, it tells a moved clock from a
    /// moved appointment.
    /// </summary>
    public required DateTime LocalStart { get; set; }

    /// <summary>IANA name of the zone in which the appointment was made: its first provider's, or the office's.</summary>
    public required string TimeZone { get; set; }
    public required AppointmentStatus Status { get; set; }

    /// <summary>The first instant at which a hold no longer holds; null unless the appointment is, or expired as, a hold.</summary>
    public DateTime? HoldExpiresUtc { get; set; }
    public required DateTime CreatedUtc { get; init; }
    public DateTime? ConfirmedUtc { get; set; }
    public DateTime? CancelledUtc { get; set; }
    public string? CancelReason { get; set; }
    public string? Note { get; set; }

    /// <summary>What the office writes for itself: in no public answer, mail, feed or event.</summary>
    public string? StaffNote { get; set; }

    /// <summary>Null as long as nothing is known, and for all that is not confirmed.</summary>
    public Attendance? Attendance { get; set; }

    /// <summary>When <see cref="Attendance"/> was last said.</summary>
    public DateTime? AttendanceUtc { get; set; }

    /// <summary>Why it was last booked or moved although rules refused it; null where none had to be lifted.</summary>
    public string? OverrideReason { get; set; }

    /// <summary>What was answered to the questions of its type, as JSON; null for nothing.</summary>
    public string? Answers { get; set; }

    /// <summary>Whether it was booked on the public pages, where nobody is known.</summary>
    public bool BookedOnline { get; init; }

    /// <summary>Grows by one when its manage link is replaced: the keys of earlier links open nothing then.</summary>
    public int LinkGeneration { get; set; }

    /// <summary>Grows by one with every change; a concurrency token.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was last changed; long ago where that was before anybody kept it.</summary>
    public DateTime UpdatedUtc { get; set; } = DateTime.UnixEpoch;

    /// <summary>The same row, to be compared with what becomes of this one.</summary>
    public Appointment Copy() => (Appointment)MemberwiseClone();

    /// <summary>The status at <paramref name="nowUtc"/>: a lapsed hold is expired whether or not anything has swept it.</summary>
    public AppointmentStatus StatusAt(DateTime nowUtc) =>
        Status == AppointmentStatus.Held && HoldExpiresUtc <= nowUtc ? AppointmentStatus.Expired : Status;

    /// <summary>Whether the appointment holds its range and its dates at <paramref name="nowUtc"/>.</summary>
    public bool IsLiveAt(DateTime nowUtc) => StatusAt(nowUtc) is AppointmentStatus.Held or AppointmentStatus.Confirmed;
}

internal sealed class AppointmentConfiguration : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> builder)
    {
        builder.ToTable(
            "appointments",
            table =>
            {
                table.HasCheckConstraint("CK_Appointments_Range", "\"EndUtc\" > \"StartUtc\"");
                table.HasCheckConstraint("CK_Appointments_Status", "\"Status\" BETWEEN 0 AND 3");
                table.HasCheckConstraint("CK_Appointments_Hold", "\"Status\" <> 0 OR \"HoldExpiresUtc\" IS NOT NULL");
            }
        );
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.UserId).HasMaxLength(Limits.Id);
        builder.Property(a => a.AppointmentTypeId).HasMaxLength(Limits.Id);
        builder.Property(a => a.ProviderIds).HasConversion<IdListConverter, IdListComparer>();
        builder.Property(a => a.TimeZone).HasMaxLength(Limits.Id);
        builder.Property(a => a.CancelReason).HasMaxLength(Limits.Note);
        builder.Property(a => a.Note).HasMaxLength(Limits.Note);
        builder.Property(a => a.StaffNote).HasMaxLength(Limits.Note);
        builder.Property(a => a.OverrideReason).HasMaxLength(Limits.Name);
        // Rows of before have the default, and so have those of an older program; this one always writes it.
        builder.Property(a => a.UpdatedUtc).HasDefaultValue(DateTime.UnixEpoch).ValueGeneratedNever();
        builder.Property(a => a.Answers).HasMaxLength(Limits.Questions);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasOne<Client>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppointmentType>().WithMany().HasForeignKey(a => a.AppointmentTypeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new
        {
            a.UserId,
            a.StartUtc,
            a.Id,
        });
        // The office's days, over all users and providers.
        builder.HasIndex(a => new { a.StartUtc, a.Id });
        // Whoever asks what has changed since it last did.
        builder.HasIndex(a => new { a.UpdatedUtc, a.Id });
        // The sweeper's: only rows that still say held, so that history costs it nothing.
        builder.HasIndex(a => a.HoldExpiresUtc).HasFilter("\"Status\" = 0");
    }
}
