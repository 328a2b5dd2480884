using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>What can be booked, and with whom once a type is chosen.</summary>
public sealed record ChooseModel(
    IReadOnlyList<AppointmentType> Types,
    AppointmentType? Chosen,
    IReadOnlyList<Provider> Providers,
    string? Tz
)
{
    /// <summary>The provider whose types these are; null where the type comes first.</summary>
    public Provider? Of { get; init; }
}

/// <summary>A chosen time and the form that asks who it is for.</summary>
/// <param name="Again">Where the form goes for another time, with what is typed; that gives a held one back.</param>
/// <param name="HeldUntilUtc">Null where the time is booked only with the form.</param>
public sealed record DetailsModel(
    AppointmentType Type,
    string? With,
    Viewer Viewer,
    DateTime StartUtc,
    DateTime EndUtc,
    FormState Form,
    string Action,
    string Again,
    DateTime? HeldUntilUtc,
    DateTime NowUtc
)
{
    public Notice? Notice { get; init; }

    /// <summary>The appointment's key, where no cookie may have it: inside another site's page.</summary>
    public string? Key { get; init; }

    public IReadOnlyList<(string Name, string Value)> Hidden { get; init; } = [];
}

/// <summary>An appointment with what its holder may do.</summary>
/// <param name="Link">The whole link by which its holder returns.</param>
/// <param name="Done">What has just been done, from the address.</param>
public sealed record OwnModel(OwnAppointment Own, string Link, string? Done, DateTime NowUtc)
{
    public string Tz => Own.Viewer.Zone.Id;

    /// <summary>Whether the page stands inside another site's, where no cookie brings one back.</summary>
    public bool IsFramed { get; init; }

    public AppointmentStatus Status => Own.Appointment.StatusAt(NowUtc);

    public bool IsChangeable => IsAhead && Own.IsChangeableAt(NowUtc);

    public bool IsAhead => Status == AppointmentStatus.Confirmed && Own.Appointment.StartUtc > NowUtc;
}
