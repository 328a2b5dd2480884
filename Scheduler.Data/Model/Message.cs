using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>What a mail says.</summary>
public enum MessageKind
{
    Booked = 0,
    Moved = 1,
    Cancelled = 2,
    Reminder = 3,

    /// <summary>To whoever manages webhooks: one of them has given something up.</summary>
    WebhookFailing = 4,

    /// <summary>To whoever manages webhooks: the receiver has ended one.</summary>
    WebhookDisabled = 5,

    /// <summary>To whoever asked for them: the appointments of an e-mail address.</summary>
    MyAppointments = 6,

    /// <summary>To whoever was given an account: set a password.</summary>
    Invitation = 7,

    /// <summary>To whoever asked for it: set another password.</summary>
    PasswordReset = 8,

    /// <summary>To the client whose appointment it was: it is another's now.</summary>
    PassedOn = 9,
}

/// <summary>What became of a mail.</summary>
public enum MessageStatus
{
    Pending = 0,
    Sent = 1,

    /// <summary>Given up; only somebody's wish tries it again.</summary>
    Failed = 2,

    /// <summary>Not sent, because what it would have said was true no longer.</summary>
    Skipped = 3,
}

/// <summary>A mail; one row for each appointment (or other subject), kind, version, time and address, so that it is sent once.</summary>
public sealed class Message
{
    public const int MaxError = 300;

    /// <summary>What is about no appointment.</summary>
    public static readonly IReadOnlyList<MessageKind> AboutOthers =
    [
        MessageKind.WebhookFailing,
        MessageKind.WebhookDisabled,
        MessageKind.MyAppointments,
        MessageKind.Invitation,
        MessageKind.PasswordReset,
    ];

    public required Guid Id { get; init; }

    /// <summary>What it is about: an appointment, or a webhook, an account, or what an e-mail address has.</summary>
    public required Guid AppointmentId { get; init; }
    public required MessageKind Kind { get; init; }

    /// <summary>
    /// The appointment's version of which it tells; 0 of a reminder, of which there is one for each time, whatever else changes.
    /// </summary>
    public required int Version { get; init; }

    /// <summary>How many minutes before the start a reminder is due; 0 for the other kinds.</summary>
    public int LeadMinutes { get; init; }
    public required string Address { get; init; }

    /// <summary>Whether it goes to somebody of the office, and not to the client.</summary>
    public required bool ToProvider { get; init; }

    /// <summary>The time of the appointment of which it tells; of another kind the stretch in which there is one of it.</summary>
    public required DateTime StartUtc { get; init; }
    public required DateTime EndUtc { get; init; }

    /// <summary>Where the appointment was before; set for a moved one.</summary>
    public DateTime? PreviousStartUtc { get; init; }
    public required DateTime CreatedUtc { get; init; }

    /// <summary>Pending until it says otherwise.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>When it is tried next; null when it is not pending.</summary>
    public DateTime? NextAttemptUtc { get; set; }
    public int Tries { get; set; }
    public DateTime? SentUtc { get; set; }

    /// <summary>Why it was not sent, in the server's own words.</summary>
    public string? Error { get; set; }
    public DateTime? HeldUntilUtc { get; set; }
    public Guid? Holder { get; set; }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Address).HasMaxLength(Limits.Email);
        builder.Property(m => m.Error).HasMaxLength(Message.MaxError);
        builder
            .HasIndex(m => new
            {
                m.AppointmentId,
                m.Kind,
                m.Version,
                m.LeadMinutes,
                m.StartUtc,
                m.Address,
            })
            .IsUnique()
            .HasDatabaseName("UX_messages_once");
        builder.HasIndex(m => m.NextAttemptUtc).HasFilter("\"Status\" = 0");
        builder.HasIndex(m => m.CreatedUtc);
    }
}
