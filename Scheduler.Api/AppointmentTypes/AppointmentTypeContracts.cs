using System.ComponentModel;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>A kind of appointment and the policy by which it is booked.</summary>
public sealed record AppointmentTypeResponse(
    string Id,
    string Name,
    int MinMinutes,
    int MaxMinutes,
    int StepMinutes,
    int GridMinutes,
    int? NoticeMinutes,
    int? HorizonDays,
    int? HoldSeconds,
    string Provider,
    string DailyLimit,
    int BufferBeforeMinutes,
    int BufferAfterMinutes,
    bool Online,
    int ChangeUntilMinutes,
    IReadOnlyList<int> ReminderMinutes
)
{
    public static AppointmentTypeResponse Of(AppointmentType type) =>
        new(
            type.Id,
            type.Name,
            type.MinMinutes,
            type.MaxMinutes,
            type.StepMinutes,
            type.GridMinutes,
            type.NoticeMinutes,
            type.HorizonDays,
            type.HoldSeconds,
            type.ProviderRequired ? ProviderWords.Required : ProviderWords.None,
            DailyLimitWords.Of(type.DailyLimit),
            type.BufferBeforeMinutes,
            type.BufferAfterMinutes,
            type.Online,
            type.ChangeUntilMinutes,
            type.ReminderMinutes
        );
}

/// <summary>A new appointment type. Lengths and steps in whole minutes.</summary>
/// <param name="Id">An id of the caller's choice; `any` is reserved. Without it the server makes a UUIDv7.</param>
/// <param name="StepMinutes">Lengths lie whole steps of so many minutes above the shortest;
/// without it, steps of the shortest length.</param>
/// <param name="GridMinutes">Starts lie whole multiples of so many minutes after local midnight;
/// without it, of the shortest length.</param>
public sealed record CreateAppointmentTypeRequest(
    string Name,
    int MinMinutes,
    int MaxMinutes,
    string? Id = null,
    int? StepMinutes = null,
    int? GridMinutes = null,
    int? NoticeMinutes = null,
    int? HorizonDays = null,
    int? HoldSeconds = null,
    [property: DefaultValue(ProviderWords.Required)] string Provider = ProviderWords.Required,
    [property: DefaultValue("none")] string DailyLimit = "none",
    int BufferBeforeMinutes = 0,
    int BufferAfterMinutes = 0,
    [property: DefaultValue(true)] bool Online = true,
    int ChangeUntilMinutes = 0,
    IReadOnlyList<int>? ReminderMinutes = null
)
{
    internal AppointmentTypeDetails Details() =>
        new(
            Id,
            Name,
            MinMinutes,
            MaxMinutes,
            StepMinutes,
            GridMinutes,
            NoticeMinutes,
            HorizonDays,
            HoldSeconds,
            Provider,
            DailyLimit,
            BufferBeforeMinutes,
            BufferAfterMinutes,
            Online,
            ChangeUntilMinutes
        )
        {
            ReminderMinutes = ReminderMinutes,
        };
}

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
        };
}
