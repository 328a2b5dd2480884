using Scheduler.Api.Calendars;
using Scheduler.Api.Questions;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>An appointment type to make. Lengths in whole minutes.</summary>
/// <param name="Id">Null lets the server choose one.</param>
/// <param name="StepMinutes">Null: as long as the shortest length.</param>
/// <param name="GridMinutes">Null: as long as the shortest length.</param>
public sealed record AppointmentTypeDetails(
    string? Id,
    string Name,
    int MinMinutes,
    int MaxMinutes,
    int? StepMinutes,
    int? GridMinutes,
    int? NoticeMinutes,
    int? HorizonDays,
    int? HoldSeconds,
    string Provider,
    string DailyLimit,
    int BufferBeforeMinutes,
    int BufferAfterMinutes,
    bool Online,
    int ChangeUntilMinutes
)
{
    /// <summary>How many minutes before the start the client is reminded; null: as of every new type.</summary>
    public IReadOnlyList<int>? ReminderMinutes { get; init; }

    public bool Archived { get; init; }
    public string? Description { get; init; }
    public string? Preparation { get; init; }
    public string? Price { get; init; }
    public string? Colour { get; init; }
    public int Order { get; init; }
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>For a type without provider; null for any time.</summary>
    public IReadOnlyList<WeekdayRange>? Hours { get; init; }

    /// <summary>The same as a change of everything but the id.</summary>
    public AppointmentTypeChanges Changes() =>
        new()
        {
            Name = Name,
            MinMinutes = MinMinutes,
            MaxMinutes = MaxMinutes,
            StepMinutes = StepMinutes ?? 0,
            GridMinutes = GridMinutes ?? 0,
            NoticeMinutes = NoticeMinutes,
            HorizonDays = HorizonDays,
            HoldSeconds = HoldSeconds,
            Provider = Provider,
            DailyLimit = DailyLimit,
            BufferBeforeMinutes = BufferBeforeMinutes,
            BufferAfterMinutes = BufferAfterMinutes,
            Online = Online,
            ChangeUntilMinutes = ChangeUntilMinutes,
            ReminderMinutes = ReminderMinutes is null ? default : new Field<IReadOnlyList<int>>(ReminderMinutes, true),
            Archived = Archived,
            Description = Description,
            Preparation = Preparation,
            Price = Price,
            Colour = Colour,
            Order = Order,
            Questions = new Field<IReadOnlyList<Question>>(Questions, true),
            Hours = new Field<IReadOnlyList<WeekdayRange>?>(Hours, true),
        };
}

/// <summary>Changes to an appointment type: a field that is not sent stays.</summary>
public sealed record AppointmentTypeChanges
{
    public Field<string> Name { get; init; }
    public Field<int> MinMinutes { get; init; }
    public Field<int> MaxMinutes { get; init; }
    public Field<int> StepMinutes { get; init; }
    public Field<int> GridMinutes { get; init; }
    public Field<int?> NoticeMinutes { get; init; }
    public Field<int?> HorizonDays { get; init; }
    public Field<int?> HoldSeconds { get; init; }
    public Field<string> Provider { get; init; }
    public Field<string> DailyLimit { get; init; }
    public Field<int> BufferBeforeMinutes { get; init; }
    public Field<int> BufferAfterMinutes { get; init; }
    public Field<bool> Online { get; init; }
    public Field<int> ChangeUntilMinutes { get; init; }
    public Field<IReadOnlyList<int>> ReminderMinutes { get; init; }
    public Field<bool> Archived { get; init; }
    public Field<string?> Description { get; init; }
    public Field<string?> Preparation { get; init; }
    public Field<string?> Price { get; init; }
    public Field<string?> Colour { get; init; }
    public Field<int> Order { get; init; }
    public Field<IReadOnlyList<Question>> Questions { get; init; }
    public Field<IReadOnlyList<WeekdayRange>?> Hours { get; init; }
}
