namespace Scheduler.Api.Scheduling;

/// <summary>What the rules need to know of one provider, at least for the range or window they are asked about.</summary>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="Zone">The zone of the provider's wall clock, which the grid counts in.</param>
/// <param name="Open">The open hours as instants.</param>
/// <param name="Busy">The live occupied times, buffers included.</param>
/// <param name="OffersType">Whether the provider offers the appointment type that is asked for.</param>
public sealed record ProviderCalendar(string ProviderId, ZoneRules Zone, TimeRangeSet Open, TimeRangeSet Busy, bool OffersType = true);
