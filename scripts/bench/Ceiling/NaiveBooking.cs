using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Ceiling;

/// <summary>A visit booked as it is written at first: EF Core, one transaction a request. On SQLite behind a lock, on PostgreSQL with Npgsql's defaults.</summary>
internal static class NaiveBooking
{
    private static readonly SemaphoreSlim Lock = new(1);

    public static void Add(IServiceCollection services, string kind, string source)
    {
        if (kind == "naive-postgres")
        {
            services.AddPooledDbContextFactory<SchedulerDbContext>(builder => builder.UseNpgsql(source));
        }
        else
        {
            // The same pragmas and the same open connections as the service: what is compared is the way of writing.
            services.AddSchedulerDatabase(new DatabaseOptions { ConnectionString = source });
        }
    }

    public static void Map(WebApplication app) =>
        app.MapPost(
            "/api/appointments",
            async (Body body, IDbContextFactory<SchedulerDbContext> contexts) =>
            {
                var now = TimeProvider.System.GetUtcNow().UtcDateTime;
                var appointment = new Appointment
                {
                    Id = Guid.CreateVersion7(),
                    UserId = body.UserId,
                    AppointmentTypeId = "visit",
                    ProviderIds = [],
                    Date = DateOnly.FromDateTime(body.Start),
                    StartUtc = body.Start.ToUniversalTime(),
                    EndUtc = body.Start.ToUniversalTime().AddMinutes(30),
                    LocalStart = DateTime.SpecifyKind(body.Start, DateTimeKind.Unspecified),
                    TimeZone = "UTC",
                    Status = AppointmentStatus.Confirmed,
                    CreatedUtc = now,
                    ConfirmedUtc = now,
                };
                await using var db = await contexts.CreateDbContextAsync();
                var locked = db.Database.IsSqlite();
                if (locked)
                {
                    await Lock.WaitAsync();
                }

                try
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    if (await db.OccupiedDays.AnyAsync(c => c.UserId == body.UserId && c.Date == appointment.Date))
                    {
                        return Results.Conflict();
                    }

                    if (!await db.Clients.AnyAsync(c => c.Id == body.UserId))
                    {
                        db.Add(new Client { Id = body.UserId, CreatedUtc = now });
                    }

                    db.Add(appointment);
                    db.Add(
                        new OccupiedDay
                        {
                            UserId = body.UserId,
                            Date = appointment.Date,
                            AppointmentId = appointment.Id,
                        }
                    );
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
                finally
                {
                    if (locked)
                    {
                        Lock.Release();
                    }
                }

                return Results.Created($"/api/appointments/{appointment.Id}", appointment);
            }
        );

    private sealed record Body(string UserId, DateTime Start);
}
