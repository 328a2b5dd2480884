namespace Scheduler.Api.Appointments;

/// <summary>Appointments that are moved in one step, all or none; two may swap their places.</summary>
/// <param name="Moves">Each appointment once.</param>
public sealed record MoveAppointmentsRequest(IReadOnlyList<MoveRequest> Moves);

/// <summary>Where one of them is moved to; what is left out stays.</summary>
/// <param name="Start">The new start.</param>
/// <param name="Minutes">The new length in minutes; without it, the present one.</param>
/// <param name="ProviderIds">With whom it is from now on, all of them together; without it, with whom it is now.</param>
public sealed record MoveRequest(string Id, DateTime Start, int? Minutes = null, IReadOnlyList<string>? ProviderIds = null);

/// <summary>The appointments as they are now.</summary>
/// <param name="Items">In the order of the moves.</param>
public sealed record MovedAppointmentsResponse(IReadOnlyList<AppointmentResponse> Items);

/// <summary>Appointments for which other places are looked for.</summary>
/// <param name="AppointmentIds">Each appointment once.</param>
/// <param name="Providers">`same`: with whom they are now; `any`: with others, too, where it is one.</param>
/// <param name="From">
/// The first start: a date in the office's zone, or an instant. Without it, now, or two weeks before the first of them.
/// </param>
/// <param name="To">
/// The end of the starts, at most 62 days after `from`; without it, two weeks after the last of them.
/// </param>
public sealed record ProposalsRequest(IReadOnlyList<string> AppointmentIds, string Providers, string? From = null, string? To = null);

/// <summary>Where else appointments could be, and a plan that gives each a place of its own with the least change.</summary>
/// <param name="Items">The appointments, in the order in which they were asked for.</param>
/// <param name="Plan">
/// One move for each that has a place in it, to be sent to `/api/appointments/move`. The change is the minutes by which each start moves,
/// and 60 more for another provider.
/// </param>
/// <param name="Unplaced">The ids of those for which there is no place beside the others.</param>
public sealed record ProposalsResponse(IReadOnlyList<ProposalItem> Items, IReadOnlyList<PlannedMove> Plan, IReadOnlyList<string> Unplaced)
{
    public static ProposalsResponse Of(IReadOnlyList<MoveProposal> proposals) =>
        new(
            [
                .. proposals.Select(p => new ProposalItem(
                    p.Appointment.Id,
                    [.. p.Alternatives.Select(slot => new AlternativePlace(slot.StartUtc, slot.EndUtc, slot.ProviderIds))]
                )),
            ],
            [
                .. proposals
                    .Where(p => p.Planned is not null)
                    .Select(p => new PlannedMove(p.Appointment.Id, p.Planned!.StartUtc, p.Planned.ProviderIds)),
            ],
            [.. proposals.Where(p => p.Planned is null).Select(p => p.Appointment.Id.ToString())]
        );
}

/// <summary>An appointment and where else it could be.</summary>
/// <param name="Id">The appointment's id.</param>
/// <param name="Alternatives">
/// Those that change the least first, as if the other appointments were nowhere; empty where there is none.
/// </param>
public sealed record ProposalItem(Guid Id, IReadOnlyList<AlternativePlace> Alternatives);

/// <summary>A place that is free.</summary>
public sealed record AlternativePlace(DateTime Start, DateTime End, IReadOnlyList<string> ProviderIds);

/// <summary>A move of the plan.</summary>
/// <param name="Id">The appointment's id.</param>
/// <param name="Start">Its new start.</param>
/// <param name="ProviderIds">With whom it would be.</param>
public sealed record PlannedMove(Guid Id, DateTime Start, IReadOnlyList<string> ProviderIds);
