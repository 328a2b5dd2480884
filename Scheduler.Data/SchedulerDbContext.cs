using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Data;

/// <summary>The tables and the conventions that they share.</summary>
public sealed class SchedulerDbContext(DbContextOptions<SchedulerDbContext> options) : DbContext(options)
{
    /// <summary>The way past EF Core's query pipeline, for the paths where the bench shows that it matters.</summary>
    public PreparedStatements Prepared => field ??= new PreparedStatements(this);

    public DbSet<Client> Clients => Set<Client>();
    public DbSet<Provider> Providers => Set<Provider>();
    public DbSet<AppointmentType> AppointmentTypes => Set<AppointmentType>();
    public DbSet<WeeklyHours> WeeklyHours => Set<WeeklyHours>();
    public DbSet<DateHours> DateHours => Set<DateHours>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<AppointmentProvider> AppointmentProviders => Set<AppointmentProvider>();
    public DbSet<OccupiedDay> OccupiedDays => Set<OccupiedDay>();
    public DbSet<OccupiedTime> OccupiedTimes => Set<OccupiedTime>();
    public DbSet<AddressHold> AddressHolds => Set<AddressHold>();
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();
    public DbSet<SchemaInfo> SchemaInfo => Set<SchemaInfo>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SchedulerDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // An index costs every insert; each one is named where it is needed.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<DateTime>().HaveConversion<UnixMicroseconds>();
            configurationBuilder.Properties<Guid>().HaveConversion<SixteenBytes>();
        }
    }

    internal static long Microseconds(DateTime instant) => (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTime FromMicroseconds(long microseconds) => new(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>An instant as Unix microseconds: PostgreSQL's precision, and half the size of text.</summary>
    private sealed class UnixMicroseconds() : ValueConverter<DateTime, long>(
        instant => Microseconds(instant),
        microseconds => FromMicroseconds(microseconds));

    /// <summary>An id as 16 bytes in the order of RFC 9562, so that UUIDv7 sort by the time at which they were made.</summary>
    private sealed class SixteenBytes() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true),
        bytes => new Guid(bytes, true));
}
