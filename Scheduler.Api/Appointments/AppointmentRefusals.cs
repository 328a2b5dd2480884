namespace Scheduler.Api.Appointments;

/// <summary>What the routes about appointments may refuse alike.</summary>
internal static class AppointmentRefusals
{
    public static readonly RefusalType[] Booking =
    [
        RefusalType.InvalidRequest,
        RefusalType.NotFound,
        RefusalType.DailyLimitReached,
        RefusalType.SlotTaken,
        RefusalType.OffGrid,
        RefusalType.WrongDuration,
        RefusalType.OutsideAvailability,
        RefusalType.TooSoon,
        RefusalType.TooFarAhead,
        RefusalType.ProviderRequired,
        RefusalType.ProviderNotAllowed,
        RefusalType.TooManyHolds,
        RefusalType.PayloadTooLarge,
        RefusalType.UnsupportedMediaType,
    ];

    public static readonly RefusalType[] Change =
    [
        RefusalType.InvalidRequest,
        RefusalType.NotFound,
        RefusalType.PreconditionFailed,
        RefusalType.PayloadTooLarge,
        RefusalType.UnsupportedMediaType,
    ];
}
