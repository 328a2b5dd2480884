using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;
using DailyLimit = Scheduler.Data.Model.DailyLimit;

namespace Scheduler.Api.Calendars;

/// <summary>The stored policy of an appointment type as the rules read it.</summary>
public static class Policies
{
    public static AppointmentPolicy Policy(this AppointmentType type) =>
        new(
            type.MinMinutes,
            type.MaxMinutes,
            type.StepMinutes,
            type.GridMinutes,
            type.NoticeMinutes,
            type.HorizonDays,
            type.HoldSeconds,
            type.ProviderRequired,
            type.DailyLimit switch
            {
                DailyLimit.None => DailyLimitRule.None,
                DailyLimit.StartDate => DailyLimitRule.StartDate,
                DailyLimit.EveryDate => DailyLimitRule.EveryDate,
            },
            type.BufferBeforeMinutes,
            type.BufferAfterMinutes
        );

    /// <summary>Whether <paramref name="provider"/> can be booked for <paramref name="type"/>.</summary>
    public static bool Offers(this Provider provider, AppointmentType type) =>
        type.ProviderRequired && !provider.Archived && provider.Lists(type.Id);

    /// <summary>Whether a type is among those of <paramref name="provider"/>, which are all where none is named.</summary>
    public static bool Lists(this Provider provider, string appointmentTypeId) =>
        provider.AppointmentTypes is null || provider.AppointmentTypes.Contains(appointmentTypeId);
}
