namespace Scheduler.Api.Calendars;

/// <summary>With whom a booking can be made, as it was when somebody looked.</summary>
/// <param name="Providers">All of them together; empty for a type without provider.</param>
public sealed record Placement(IReadOnlyList<LoadedProvider> Providers)
{
    public static readonly Placement WithoutProvider = new([]);

    public IReadOnlyList<string> ProviderIds => Providers.Select(p => p.Provider.Id).ToList();

    /// <summary>Whether these providers, and their hours, still have the versions that the rules saw.</summary>
    public bool IsStill(IReadOnlyDictionary<string, int> versions) =>
        Providers.All(p => versions.TryGetValue(p.Provider.Id, out var version) && version == p.Provider.Version);
}
