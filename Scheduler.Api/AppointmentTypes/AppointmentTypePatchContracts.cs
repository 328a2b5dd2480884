using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Questions;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Changes to an appointment type: fields that are left out stay, null clears one that may be null.</summary>
public sealed class PatchAppointmentTypeRequest : Patch
{
    public string Name
    {
        get;
        set => field = Sent(value);
    } = "";
    public int MinMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int MaxMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int StepMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int GridMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int? NoticeMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int? HorizonDays
    {
        get;
        set => field = Sent(value);
    }
    public int? HoldSeconds
    {
        get;
        set => field = Sent(value);
    }
    public string Provider
    {
        get;
        set => field = Sent(value);
    } = "";
    public string DailyLimit
    {
        get;
        set => field = Sent(value);
    } = "";
    public int BufferBeforeMinutes
    {
        get;
        set => field = Sent(value);
    }
    public int BufferAfterMinutes
    {
        get;
        set => field = Sent(value);
    }
    public bool Online
    {
        get;
        set => field = Sent(value);
    }
    public int ChangeUntilMinutes
    {
        get;
        set => field = Sent(value);
    }
    public IReadOnlyList<int> ReminderMinutes
    {
        get;
        set => field = Sent(value);
    } = [];

    public bool Archived
    {
        get;
        set => field = Sent(value);
    }
    public string? Description
    {
        get;
        set => field = Sent(value);
    }
    public string? Preparation
    {
        get;
        set => field = Sent(value);
    }
    public string? Price
    {
        get;
        set => field = Sent(value);
    }
    public string? Colour
    {
        get;
        set => field = Sent(value);
    }
    public int Order
    {
        get;
        set => field = Sent(value);
    }
    public IReadOnlyList<Question> Questions
    {
        get;
        set => field = Sent(value);
    } = [];
    public IReadOnlyList<WeekdayRange>? Hours
    {
        get;
        set => field = Sent(value);
    }

    internal AppointmentTypeChanges Changes() =>
        new()
        {
            Name = Field(nameof(Name), Name),
            MinMinutes = Field(nameof(MinMinutes), MinMinutes),
            MaxMinutes = Field(nameof(MaxMinutes), MaxMinutes),
            StepMinutes = Field(nameof(StepMinutes), StepMinutes),
            GridMinutes = Field(nameof(GridMinutes), GridMinutes),
            NoticeMinutes = Field(nameof(NoticeMinutes), NoticeMinutes),
            HorizonDays = Field(nameof(HorizonDays), HorizonDays),
            HoldSeconds = Field(nameof(HoldSeconds), HoldSeconds),
            Provider = Field(nameof(Provider), Provider),
            DailyLimit = Field(nameof(DailyLimit), DailyLimit),
            BufferBeforeMinutes = Field(nameof(BufferBeforeMinutes), BufferBeforeMinutes),
            BufferAfterMinutes = Field(nameof(BufferAfterMinutes), BufferAfterMinutes),
            Online = Field(nameof(Online), Online),
            ChangeUntilMinutes = Field(nameof(ChangeUntilMinutes), ChangeUntilMinutes),
            ReminderMinutes = Field(nameof(ReminderMinutes), ReminderMinutes),
            Archived = Field(nameof(Archived), Archived),
            Description = Field(nameof(Description), Description),
            Preparation = Field(nameof(Preparation), Preparation),
            Price = Field(nameof(Price), Price),
            Colour = Field(nameof(Colour), Colour),
            Order = Field(nameof(Order), Order),
            Questions = Field(nameof(Questions), Questions),
            Hours = Field(nameof(Hours), Hours),
        };
}
