using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Which policies make sense.</summary>
internal static class AppointmentTypeRules
{
    public const int MaxNoticeMinutes = 366 * 1440;
    public const int MaxHorizonDays = 3660;
    public const int MaxHoldSeconds = 7 * 86400;

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
    }

    /// <summary>Changes what was sent, and checks the whole: a shorter maximum may clash with the minimum that stays.</summary>
    public static Refusal? Apply(PatchAppointmentTypeRequest request, AppointmentType type)
    {
        var errors = new RequestErrors();
        type.Name = request.Has(nameof(request.Name)) ? request.Name : type.Name;
        type.MinMinutes = request.Has(nameof(request.MinMinutes)) ? request.MinMinutes : type.MinMinutes;
        type.MaxMinutes = request.Has(nameof(request.MaxMinutes)) ? request.MaxMinutes : type.MaxMinutes;
        type.StepMinutes = request.Has(nameof(request.StepMinutes)) ? request.StepMinutes : type.StepMinutes;
        type.GridMinutes = request.Has(nameof(request.GridMinutes)) ? request.GridMinutes : type.GridMinutes;
        type.NoticeMinutes = request.Has(nameof(request.NoticeMinutes)) ? request.NoticeMinutes : type.NoticeMinutes;
        type.HorizonDays = request.Has(nameof(request.HorizonDays)) ? request.HorizonDays : type.HorizonDays;
        type.HoldSeconds = request.Has(nameof(request.HoldSeconds)) ? request.HoldSeconds : type.HoldSeconds;
        if (request.Has(nameof(request.Provider)))
        {
            ProviderWords.Check(errors, request.Provider);
            type.ProviderRequired = request.Provider == ProviderWords.Required;
        }

        type.DailyLimit = request.Has(nameof(request.DailyLimit)) ? DailyLimitWords.Parse(errors, request.DailyLimit) : type.DailyLimit;
        type.BufferBeforeMinutes = request.Has(nameof(request.BufferBeforeMinutes)) ? request.BufferBeforeMinutes : type.BufferBeforeMinutes;
        type.BufferAfterMinutes = request.Has(nameof(request.BufferAfterMinutes)) ? request.BufferAfterMinutes : type.BufferAfterMinutes;
        type.Version++;
        Check(errors, type);
        return errors.Any ? errors.Refusal : null;
    }
}
