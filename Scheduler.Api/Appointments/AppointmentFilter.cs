using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>In which order appointments are listed; of equal ones, the earlier made comes first.</summary>
public enum AppointmentOrder
{
    Start,

    /// <summary>The last start first.</summary>
    StartDescending,

    /// <summary>Those that were changed last come last.</summary>
    Updated,
}

/// <summary>Which appointments to list, and how. What is null or empty is not asked for.</summary>
public sealed record AppointmentFilter
{
    public string? UserId { get; init; }
    public string? ProviderId { get; init; }

    /// <summary>The first start.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>The end of the starts (exclusive).</summary>
    public DateTime? UntilUtc { get; init; }
    public IReadOnlyList<AppointmentStatus> Statuses { get; init; } = [];

    /// <summary>Ids of appointment types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
    public IReadOnlyList<Attendance> Attendances { get; init; } = [];
    public DateTime? UpdatedSinceUtc { get; init; }

    /// <summary>Only live ones ahead whose time is not open, by the hours of their providers as they are now.</summary>
    public bool Displaced { get; init; }
    public AppointmentOrder Order { get; init; }
    public bool WithClients { get; init; }
    public bool WithProviders { get; init; }

    /// <summary>The last row of the page before: what the list is ordered by, and the id.</summary>
    public (DateTime AtUtc, Guid Id)? After { get; init; }
    public required int Limit { get; init; }
}

/// <summary>A page of appointments.</summary>
/// <param name="Next">The last row that was looked at, for the next page; null at the end.</param>
/// <param name="Clients">By id; null where they were not asked for.</param>
/// <param name="Providers">By id; null where they were not asked for.</param>
public sealed record ListedAppointments(
    IReadOnlyList<Appointment> Rows,
    Appointment? Next,
    DateTime NowUtc,
    IReadOnlyDictionary<string, Client>? Clients,
    IReadOnlyDictionary<string, Provider>? Providers
);
