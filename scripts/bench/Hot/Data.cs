using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Bench.Hot;

/// <summary>A provider with a week of open hours and forty meetings, a user with twenty of them.</summary>
internal static class Data
{
    public const string Provider = "p";
    public const string User = "u";
    public static Guid Known { get; private set; }

    public static readonly DateTime Monday = new(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static async Task<SchedulerDbContext> MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        var builder = new DbContextOptionsBuilder<SchedulerDbContext>();
        SchedulerDatabase.Configure(builder, new DatabaseOptions { Provider = provider, ConnectionString = connectionString });
        var db = new SchedulerDbContext(builder.Options);
        await db.Database.MigrateAsync();
        return db;
    }

    public static async Task FillAsync(SchedulerDbContext db)
    {
        db.Add(
            new Provider
            {
                Id = Provider,
                FirstName = "P",
                LastName = "P",
                TimeZone = "UTC",
                CreatedUtc = Monday,
            }
        );
        db.AddRange(
            Enumerable
                .Range(0, 7)
                .Select(day => new WeeklyHours
                {
                    ProviderId = Provider,
                    Day = (DayOfWeek)day,
                    Ranges = "09:00-12:00,13:00-17:00",
                })
        );
        db.AddRange(new[] { User, "other" }.Select(id => new Client { Id = id, CreatedUtc = Monday }));
        await db.SaveChangesAsync();
        for (var i = 0; i < 40; i++)
        {
            var appointment = Appointment(i % 2 == 0 ? User : "other", Monday.AddDays(i / 4).AddHours(9 + (i % 4)));
            Known = appointment.Id;
            db.Add(appointment);
            db.Add(
                new AppointmentProvider
                {
                    ProviderId = Provider,
                    StartUtc = appointment.StartUtc,
                    AppointmentId = appointment.Id,
                }
            );
            db.Add(Time(appointment));
        }

        await db.SaveChangesAsync();
    }

    public static Appointment Appointment(string userId, DateTime startUtc) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            AppointmentTypeId = "meeting",
            ProviderIds = [Provider],
            Date = DateOnly.FromDateTime(startUtc),
            StartUtc = startUtc,
            EndUtc = startUtc.AddMinutes(30),
            LocalStart = DateTime.SpecifyKind(startUtc, DateTimeKind.Unspecified),
            TimeZone = "UTC",
            Status = AppointmentStatus.Confirmed,
            CreatedUtc = Monday,
            ConfirmedUtc = Monday,
        };

    public static OccupiedTime Time(Appointment a) =>
        new()
        {
            ProviderId = Provider,
            FromUtc = a.StartUtc,
            UntilUtc = a.EndUtc,
            AppointmentId = a.Id,
        };

    public static OccupiedDay Day(Appointment a) =>
        new()
        {
            UserId = a.UserId,
            Date = a.Date,
            AppointmentId = a.Id,
        };

    public static Event Event(Appointment a) =>
        new()
        {
            Type = "appointment.confirmed",
            AtUtc = Monday,
            ActorKind = "open",
            SubjectKind = "appointment",
            SubjectId = a.Id.ToString(),
            Data = new string('x', 400),
        };
}
