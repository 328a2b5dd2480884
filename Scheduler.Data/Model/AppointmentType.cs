using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Which calendar dates an appointment takes from its user's one-a-day.</summary>
public enum DailyLimit
{
    None = 0,

    /// <summary>The date of the start: 23:30–24:00 belongs to one date.</summary>
    StartDate = 1,

    /// <summary>Every date that the closed range touches: 23:30–00:00 takes the next date too.</summary>
    EveryDate = 2,
}

/// <summary>A kind of appointment and the policy by which it is booked. Lengths in whole minutes.</summary>
public sealed class AppointmentType
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required int MinMinutes { get; set; }
    public required int MaxMinutes { get; set; }
    public required int StepMinutes { get; set; }
    public required int GridMinutes { get; set; }

    /// <summary>How long before its start an appointment must be booked; null: any start, the past included.</summary>
    public int? NoticeMinutes { get; set; }

    /// <summary>How far ahead it may start, in days of 24 hours; null: no horizon.</summary>
    public int? HorizonDays { get; set; }

    /// <summary>How long it is held until confirmed, in seconds; null: confirmed at once.</summary>
    public int? HoldSeconds { get; set; }
    public required bool ProviderRequired { get; set; }
    public required DailyLimit DailyLimit { get; set; }
    public int BufferBeforeMinutes { get; set; }
    public int BufferAfterMinutes { get; set; }

    /// <summary>Whether it can be booked on the public pages.</summary>
    public bool Online { get; set; } = true;

    /// <summary>How long before its start a manage link still moves or cancels an appointment, in minutes.</summary>
    public int ChangeUntilMinutes { get; set; }

    /// <summary>How many minutes before the start the client is reminded by mail, each once; empty: never.</summary>
    public List<int> ReminderMinutes { get; set; } = [1440, 120];

    /// <summary>Whether nothing is booked by it any more; what was, stays.</summary>
    public bool Archived { get; set; }

    /// <summary>What it is, for whoever books; may have several lines.</summary>
    public string? Description { get; set; }

    /// <summary>How to prepare for it; may have several lines.</summary>
    public string? Preparation { get; set; }

    /// <summary>As it is said to people.</summary>
    public string? Price { get; set; }

    /// <summary>Such as <c>#0b57d0</c>: how calendars show it.</summary>
    public string? Colour { get; set; }

    /// <summary>Types are listed in this order, then by name.</summary>
    public int Order { get; set; }

    /// <summary>What is asked when it is booked, as JSON; null for nothing.</summary>
    public string? Questions { get; set; }

    /// <summary>
    /// For a type without provider: each open weekday's number, a blank and its ranges on the office's clock, separated
    /// by semicolons; null for any time.
    /// </summary>
    public string? Hours { get; set; }

    /// <summary>Whether it is offered on the public pages.</summary>
    public bool IsPublic => Online && !Archived;

    /// <summary>Grows by one with every change; a concurrency token.</summary>
    public int Version { get; set; } = 1;
}

internal sealed class AppointmentTypeConfiguration : IEntityTypeConfiguration<AppointmentType>
{
    public void Configure(EntityTypeBuilder<AppointmentType> builder)
    {
        builder.ToTable(
            "appointment_types",
            table =>
            {
                table.HasCheckConstraint(
                    "CK_AppointmentTypes_Length",
                    "\"MinMinutes\" >= 1 AND \"MaxMinutes\" BETWEEN \"MinMinutes\" AND 1440 AND \"StepMinutes\" >= 1"
                );
                table.HasCheckConstraint("CK_AppointmentTypes_Grid", "\"GridMinutes\" BETWEEN 1 AND 1440");
                table.HasCheckConstraint(
                    "CK_AppointmentTypes_Buffers",
                    "\"BufferBeforeMinutes\" BETWEEN 0 AND 1440 AND \"BufferAfterMinutes\" BETWEEN 0 AND 1440"
                );
            }
        );
        builder.Property(t => t.Id).HasMaxLength(Limits.Id);
        builder.Property(t => t.Name).HasMaxLength(Limits.Name);
        builder.Property(t => t.Description).HasMaxLength(Limits.Note);
        builder.Property(t => t.Preparation).HasMaxLength(Limits.Note);
        builder.Property(t => t.Price).HasMaxLength(Limits.Name);
        builder.Property(t => t.Colour).HasMaxLength(Limits.Colour);
        builder.Property(t => t.Questions).HasMaxLength(Limits.Questions);
        builder.Property(t => t.Hours).HasMaxLength(Limits.Hours);
        builder.Property(t => t.ReminderMinutes).HasConversion<MinutesConverter, MinutesComparer>();
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasData(
            new AppointmentType
            {
                Id = "visit",
                Name = "Visit",
                MinMinutes = 30,
                MaxMinutes = 30,
                StepMinutes = 30,
                GridMinutes = 30,
                ProviderRequired = false,
                DailyLimit = DailyLimit.StartDate,
            },
            new AppointmentType
            {
                Id = "consultation",
                Name = "Consultation",
                MinMinutes = 15,
                MaxMinutes = 60,
                StepMinutes = 15,
                GridMinutes = 15,
                NoticeMinutes = 24 * 60,
                HorizonDays = 90,
                HoldSeconds = 1800,
                ProviderRequired = true,
                DailyLimit = DailyLimit.StartDate,
            },
            new AppointmentType
            {
                Id = "meeting",
                Name = "Meeting",
                MinMinutes = 15,
                MaxMinutes = 480,
                StepMinutes = 15,
                GridMinutes = 15,
                NoticeMinutes = 0,
                HorizonDays = 31,
                ProviderRequired = true,
                DailyLimit = DailyLimit.None,
            }
        );
    }
}
