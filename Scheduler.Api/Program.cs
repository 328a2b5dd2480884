using Scheduler.Api;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Availability;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.OpenApi;
using Scheduler.Api.Overlaps;
using Scheduler.Api.Providers;
using Scheduler.Api.Slots;
using Scheduler.Api.Web;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddDatabase();
    builder.AddScheduling();
    builder.AddHttp();
    builder.AddApiDescription();
    builder.AddWeb();

    var app = builder.Build();
    await app.PrepareDatabaseAsync();
    app.UseProblems();
    app.UseRateLimits();
    app.UseRequestTimeouts();
    app.UseBodyLimit();
    app.UseActors();
    app.UseIdempotencyKeys();
    app.MapClients();
    app.MapProviders();
    app.MapAppointmentTypes();
    app.MapAvailability();
    app.MapSlots();
    app.MapOverlaps();
    app.MapAppointments();
    app.MapEvents();
    app.MapHealth();
    app.MapProblemPages();
    app.MapApiDescription();
    app.MapWeb();
    await app.RunAsync();
});

public partial class Program;
