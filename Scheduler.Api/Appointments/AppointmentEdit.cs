using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Other notes of an appointment, or another client; what is not sent stays.</summary>
public sealed record AppointmentEdit
{
    public Field<string?> Note { get; init; }

    /// <summary>What the office writes for itself.</summary>
    public Field<string?> StaffNote { get; init; }
    public Field<string?> UserId { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal Refusal? Check()
    {
        var errors = new RequestErrors();
        errors.Text("note", Note.Value, Limits.Note, required: false);
        errors.Text("staffNote", StaffNote.Value, Limits.Note, required: false);
        if (UserId.IsSent)
        {
            errors.UserId("userId", UserId.Value);
        }

        return errors.Any ? errors.Refusal : null;
    }

    /// <summary>The names of the fields that are others in it than in <paramref name="appointment"/>.</summary>
    internal IReadOnlyList<string> ChangedIn(Appointment appointment)
    {
        var changed = new List<string>();
        Add("note", Note, appointment.Note);
        Add("staffNote", StaffNote, appointment.StaffNote);
        Add("userId", UserId, appointment.UserId);
        return changed;

        void Add(string name, Field<string?> field, string? present)
        {
            if (field.Or(present) != present)
            {
                changed.Add(name);
            }
        }
    }
}
