using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Questions;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Which policies make sense.</summary>
internal static class AppointmentTypeRules
{
    public const int MaxNoticeMinutes = 366 * 1440;
    public const int MaxHorizonDays = 3660;
    public const int MaxHoldSeconds = 7 * 86400;
    public const int MaxChangeUntilMinutes = 366 * 1440;
    public const int MaxReminders = 5;
    public const int MaxOrder = 1_000_000;

    /// <summary>Four weeks.</summary>
    public const int MaxReminderMinutes = 28 * 1440;

    public static void Check(RequestErrors errors, AppointmentType type)
    {
        errors.Text("name", type.Name, Limits.Name, required: true);
        errors.Between("minMinutes", type.MinMinutes, 1, Limits.Minutes);
        errors.Between("maxMinutes", type.MaxMinutes, Math.Max(1, type.MinMinutes), Limits.Minutes);
        errors.Between("stepMinutes", type.StepMinutes, 1, Limits.Minutes);
        errors.Between("gridMinutes", type.GridMinutes, 1, Limits.Minutes);
        errors.Between("noticeMinutes", type.NoticeMinutes, 0, MaxNoticeMinutes);
        errors.Between("horizonDays", type.HorizonDays, 1, MaxHorizonDays);
        errors.Between("holdSeconds", type.HoldSeconds, 1, MaxHoldSeconds);
        errors.Between("bufferBeforeMinutes", type.BufferBeforeMinutes, 0, Limits.Minutes);
        errors.Between("bufferAfterMinutes", type.BufferAfterMinutes, 0, Limits.Minutes);
        errors.Between("changeUntilMinutes", type.ChangeUntilMinutes, 0, MaxChangeUntilMinutes);
        CheckReminders(errors, type.ReminderMinutes);
        errors.Text("description", type.Description, Limits.Note, required: false);
        errors.Text("preparation", type.Preparation, Limits.Note, required: false);
        errors.Text("price", type.Price, Limits.Name, required: false);
        errors.Between("order", type.Order, 0, MaxOrder);
        if (type.Colour is { } colour && !ColourText.IsOne(colour))
        {
            errors.Add("colour", "must be a colour such as #0b57d0");
        }

        if (type is { Hours: not null, ProviderRequired: true })
        {
            errors.Add("hours", "are for a type without provider; with one, the provider's count");
        }
    }

    private static void CheckReminders(RequestErrors errors, List<int> minutes)
    {
        if (
            minutes.Count > MaxReminders
            || minutes.Distinct().Count() != minutes.Count
            || minutes.Exists(m => m is < 1 or > MaxReminderMinutes)
        )
        {
            errors.Add("reminderMinutes", $"must be up to {MaxReminders} different numbers from 1 to {MaxReminderMinutes}");
        }
    }

    /// <summary>The type that these details make, as far as they make sense; what does not is an error.</summary>
    public static AppointmentType Read(AppointmentTypeDetails details, string id, RequestErrors errors)
    {
        errors.NewId("id", details.Id);
        ProviderWords.Check(errors, details.Provider);
        var type = new AppointmentType
        {
            Id = id,
            Name = details.Name,
            MinMinutes = details.MinMinutes,
            MaxMinutes = details.MaxMinutes,
            StepMinutes = details.StepMinutes ?? details.MinMinutes,
            GridMinutes = details.GridMinutes ?? details.MinMinutes,
            NoticeMinutes = details.NoticeMinutes,
            HorizonDays = details.HorizonDays,
            HoldSeconds = details.HoldSeconds,
            ProviderRequired = details.Provider == ProviderWords.Required,
            DailyLimit = DailyLimitWords.Parse(errors, details.DailyLimit),
            BufferBeforeMinutes = details.BufferBeforeMinutes,
            BufferAfterMinutes = details.BufferAfterMinutes,
            Online = details.Online,
            ChangeUntilMinutes = details.ChangeUntilMinutes,
            Archived = details.Archived,
            Description = details.Description,
            Preparation = details.Preparation,
            Price = details.Price,
            Colour = details.Colour?.ToLowerInvariant(),
            Order = details.Order,
            Questions = ReadQuestions(errors, details.Questions),
            Hours = TypeHours.Read(details.Hours, errors),
        };
        type.ReminderMinutes = details.ReminderMinutes?.ToList() ?? type.ReminderMinutes;
        Check(errors, type);
        return type;
    }

    /// <summary>Changes what was sent, and checks the whole: a shorter maximum may clash with the minimum that stays.</summary>
    public static Refusal? Apply(AppointmentTypeChanges changes, AppointmentType type)
    {
        var errors = new RequestErrors();
        type.Name = changes.Name.Or(type.Name);
        type.MinMinutes = changes.MinMinutes.Or(type.MinMinutes);
        type.MaxMinutes = changes.MaxMinutes.Or(type.MaxMinutes);
        type.StepMinutes = changes.StepMinutes.Or(type.StepMinutes);
        type.GridMinutes = changes.GridMinutes.Or(type.GridMinutes);
        type.NoticeMinutes = changes.NoticeMinutes.Or(type.NoticeMinutes);
        type.HorizonDays = changes.HorizonDays.Or(type.HorizonDays);
        type.HoldSeconds = changes.HoldSeconds.Or(type.HoldSeconds);
        if (changes.Provider.IsSent)
        {
            ProviderWords.Check(errors, changes.Provider.Value);
            type.ProviderRequired = changes.Provider.Value == ProviderWords.Required;
        }

        type.DailyLimit = changes.DailyLimit.IsSent ? DailyLimitWords.Parse(errors, changes.DailyLimit.Value) : type.DailyLimit;
        type.BufferBeforeMinutes = changes.BufferBeforeMinutes.Or(type.BufferBeforeMinutes);
        type.BufferAfterMinutes = changes.BufferAfterMinutes.Or(type.BufferAfterMinutes);
        type.Online = changes.Online.Or(type.Online);
        type.ChangeUntilMinutes = changes.ChangeUntilMinutes.Or(type.ChangeUntilMinutes);
        type.ReminderMinutes = changes.ReminderMinutes.IsSent ? [.. changes.ReminderMinutes.Value] : type.ReminderMinutes;
        type.Archived = changes.Archived.Or(type.Archived);
        type.Description = changes.Description.Or(type.Description);
        type.Preparation = changes.Preparation.Or(type.Preparation);
        type.Price = changes.Price.Or(type.Price);
        type.Colour = changes.Colour.Or(type.Colour)?.ToLowerInvariant();
        type.Order = changes.Order.Or(type.Order);
        type.Questions = changes.Questions.IsSent ? ReadQuestions(errors, changes.Questions.Value) : type.Questions;
        type.Hours = changes.Hours.IsSent ? TypeHours.Read(changes.Hours.Value, errors) : type.Hours;
        type.Version++;
        Check(errors, type);
        return errors.Any ? errors.Refusal : null;
    }

    private static string? ReadQuestions(RequestErrors errors, IReadOnlyList<Question> questions)
    {
        QuestionRules.Check(errors, questions);
        return errors.Any ? null : StoredQuestions.Write(questions);
    }
}
