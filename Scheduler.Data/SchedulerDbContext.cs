using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Data;

/// <summary>The tables and the conventions that they share.</summary>
public sealed class SchedulerDbContext(DbContextOptions<SchedulerDbContext> options) : IdentityUserContext<Account>(options)
{
    private const string ByCodePoint = "C";

    /// <summary>The way past EF Core's query pipeline, for the paths where the bench shows that it matters.</summary>
    internal HotStatements Hot => field ??= new HotStatements(this);

    /// <remarks>
    /// The work is done, and answered: a connection that has broken since, as a keepalive finds of a server that hangs, is nobody's
    /// failure any more. Thrown, it would be logged as one of the whole service.
    /// </remarks>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        catch (DbException)
        {
            // The pool has let go of the connection, and makes another context.
        }
    }

    public DbSet<Client> Clients => Set<Client>();
    public DbSet<Provider> Providers => Set<Provider>();
    public DbSet<AppointmentType> AppointmentTypes => Set<AppointmentType>();
    public DbSet<WeeklyHours> WeeklyHours => Set<WeeklyHours>();
    public DbSet<DateHours> DateHours => Set<DateHours>();
    public DbSet<Closure> Closures => Set<Closure>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<AppointmentProvider> AppointmentProviders => Set<AppointmentProvider>();
    public DbSet<OccupiedDay> OccupiedDays => Set<OccupiedDay>();
    public DbSet<OccupiedTime> OccupiedTimes => Set<OccupiedTime>();
    public DbSet<AddressHold> AddressHolds => Set<AddressHold>();
    public DbSet<AddressBooking> AddressBookings => Set<AddressBooking>();
    public DbSet<PageBooking> PageBookings => Set<PageBooking>();
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();
    public DbSet<Event> Events => Set<Event>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<Picture> Pictures => Set<Picture>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<ClientName> ClientNames => Set<ClientName>();
    public DbSet<ClientWord> ClientWords => Set<ClientWord>();
    public DbSet<ClientWordPart> ClientWordParts => Set<ClientWordPart>();
    public DbSet<SchemaInfo> SchemaInfo => Set<SchemaInfo>();

    /// <summary>The version that has passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(SchedulerDbContext).Assembly);
        if (Database.IsSqlite())
        {
            builder.Entity<Event>().Ignore(e => e.Number);
        }
        else
        {
            // By code point, as SQLite does: what is searched is folded already, and a range of it must not depend on a server's language.
            builder.Entity<ClientName>().Property(n => n.SortName).UseCollation(ByCodePoint);
            builder.Entity<ClientWord>().Property(w => w.SortName).UseCollation(ByCodePoint);
            builder.Entity<ClientWord>().Property(w => w.Word).UseCollation(ByCodePoint);
            builder.Entity<ClientWordPart>().Property(p => p.Word).UseCollation(ByCodePoint);
            builder.Entity<ClientWordPart>().Property(p => p.Part).UseCollation(ByCodePoint);
            // A wall-clock time: the zone stands beside it.
            builder.Entity<Appointment>().Property(a => a.LocalStart).HasColumnType("timestamp without time zone");
            builder.Entity<Event>().HasIndex(e => e.Number).IsUnique();
            builder.Entity<Event>().HasIndex(e => e.Id).HasFilter("\"Number\" IS NULL").HasDatabaseName("IX_events_unnumbered");
            builder.HasSequence<long>(EventFeed.NumberSequence);
        }
    }

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

    internal static DateTime FromMicroseconds(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>An instant as Unix microseconds: PostgreSQL's precision, and half the size of text.</summary>
    private sealed class UnixMicroseconds()
        : ValueConverter<DateTime, long>(instant => Microseconds(instant), microseconds => FromMicroseconds(microseconds));

    /// <summary>An id as 16 bytes in the order of RFC 9562, so that UUIDv7 sort by the time at which they were made.</summary>
    private sealed class SixteenBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
}
