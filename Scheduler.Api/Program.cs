using Scheduler.Api;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Audit;
using Scheduler.Api.Availability;
using Scheduler.Api.Clients;
using Scheduler.Api.Commands;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Api.Office;
using Scheduler.Api.OpenApi;
using Scheduler.Api.Overlaps;
using Scheduler.Api.Privacy;
using Scheduler.Api.Providers;
using Scheduler.Api.Reports;
using Scheduler.Api.Slots;
using Scheduler.Api.Telemetry;
using Scheduler.Api.Web;
using Scheduler.Api.Webhooks;

if (Command.IsOne(args))
{
    return await Command.RunAsync(args);
}

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddSecretFiles();
    builder.AddTelemetry();
    builder.AddAddresses();
    builder.AddDatabase();
    builder.AddScheduling();
    builder.AddAccess();
    builder.AddHttp();
    builder.AddApiDescription();
    builder.AddWeb();

    var app = builder.Build();
    await app.PrepareDatabaseAsync();
    app.TellWhereItListens();

    app.UseOwnSessions();
    app.UseUnreadBodies();
    app.UseProxies();
    app.UseSafeHeaders();
    app.UseProblems();
    app.Use(ConnectionGuard.AnswerAsync);
    app.UseAllowedHosts();
    app.UseOrigins();
    app.UseRoutes();
    app.UseSpanNames();
    app.UseRateLimits();
    app.UseRequestTimeouts();
    app.UseBodyLimit();
    app.UseActorAddresses();
    app.UseDenials();
    app.UseGates();
    app.UseStandby();
    app.UseKnownParameters();
    app.UseJsonBodies();
    app.UseIdempotencyKeys();
    app.UsePageForms();
    app.UseResponseCompression();
    app.UseApiPage();

    var api = app.MapGate(Gate.Api);
    api.MapClients();
    api.MapProviders();
    api.MapAppointmentTypes();
    api.MapAvailability();
    api.MapSettings();
    api.MapClosures();
    api.MapReports();
    api.MapSlots();
    api.MapOverlaps();
    api.MapAppointments();
    api.MapRepair();
    api.MapEvents();
    api.MapAudit();
    api.MapPrivacy();
    api.MapWebhooks();
    api.MapMessages();
    api.MapKeys();
    api.MapAccounts();

    var open = app.MapGate(Gate.Anyone);
    open.ForReading().MapHealth();
    open.MapApiDescription();
    open.MapFiles();

    var visitors = app.MapGate(Gate.Public);
    visitors.MapPublicPages();
    visitors.MapProblemPages();
    app.MapGate(Gate.Office).MapOfficePages();
    await app.RunAsync();
    return 0;
});

public partial class Program;
