using Scheduler.Api;
using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Availability;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.OpenApi;
using Scheduler.Api.Overlaps;
using Scheduler.Api.Providers;
using Scheduler.Api.Slots;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddDatabase();
    builder.AddScheduling();
    builder.AddHttp();
    builder.AddApiDescription();

    var app = builder.Build();
    await app.PrepareDatabaseAsync();
    app.UseProblems();
    app.UseRateLimits();
    app.UseRequestTimeouts();
    app.UseIdempotencyKeys();
    app.MapClients();
    app.MapProviders();
    app.MapAppointmentTypes();
    app.MapAvailability();
    app.MapSlots();
    app.MapOverlaps();
    app.MapAppointments();
    app.MapHealth();
    app.MapProblemPages();
    app.MapApiDescription();
    await app.RunAsync();
});

public partial class Program;
