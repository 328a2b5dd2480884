using System.ComponentModel;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Questions;
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
    IReadOnlyList<int> ReminderMinutes,
    bool Archived,
    string? Description,
    string? Preparation,
    string? Price,
    string? Colour,
    int Order,
    IReadOnlyList<Question> Questions,
    IReadOnlyList<WeekdayRange>? Hours
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
            type.ReminderMinutes,
            type.Archived,
            type.Description,
            type.Preparation,
            type.Price,
            type.Colour,
            type.Order,
            StoredQuestions.Of(type),
            TypeHours.Of(type)
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
    IReadOnlyList<int>? ReminderMinutes = null,
    bool Archived = false,
    string? Description = null,
    string? Preparation = null,
    string? Price = null,
    string? Colour = null,
    int Order = 0,
    IReadOnlyList<Question>? Questions = null,
    IReadOnlyList<WeekdayRange>? Hours = null
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
            Archived = Archived,
            Description = Description,
            Preparation = Preparation,
            Price = Price,
            Colour = Colour,
            Order = Order,
            Questions = Questions ?? [],
            Hours = Hours,
        };
}
