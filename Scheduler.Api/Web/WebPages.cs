using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Access;
using Scheduler.Api.Web.Booking;
using Scheduler.Api.Web.Desk;
using Scheduler.Api.Web.Live;
using Scheduler.Api.Web.Office;
using Scheduler.Api.Web.Week;

namespace Scheduler.Api.Web;

/// <summary>The pages: rendered on the server, whole without scripts, over the same operations as the JSON API.</summary>
public static class WebPages
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents();
        // Names in any script are written as themselves; what has a meaning in HTML is still escaped.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddResponseCompression(options =>
        {
            // Styles and scripts are compressed once, by the publish.
            options.MimeTypes = ["text/html", "text/calendar"];
            options.EnableForHttps = false;
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddSingleton<StreamShares>();
        builder.Services.AddSingleton<CalendarWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CalendarWatch>());
        builder.Services.AddScoped<BookingReader>();
        builder.Services.AddScoped<OwnAppointments>();
        builder.Services.AddScoped<BrowserBookings>();
        builder.Services.AddScoped<HoldTime>();
        builder.Services.AddScoped<BookTime>();
        builder.Services.AddScoped<MeetReader>();
        builder.Services.AddScoped<PageLanguage>();
        builder.Services.AddScoped<NamedClient>();
        builder.Services.AddSingleton<Strangers>();
        builder.Services.AddSingleton<PublicReads>();
        builder.Services.AddSingleton<LinkRequests>();
        builder.Services.AddScoped<MyReader>();
        builder.Services.AddScoped<WeekReader>();
        builder.Services.AddScoped<DayReader>();
        builder.Services.AddScoped<NextVisits>();
        builder.Services.AddScoped<CardReader>();
        builder.Services.AddScoped<DeskBookingReader>();
    }

    /// <summary>Styles, scripts and pictures.</summary>
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets().ExcludeFromDescription();
        app.MapPictures();
    }

    /// <summary>The pages of whoever books.</summary>
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapLive();
        var pages = app.MapPages();
        var clients = pages.MapGroup("").AddEndpointFilter(ClientLanguage.RunAsync);
        clients.MapBooking();
        clients.MapDetails();
        clients.MapHeld();
        clients.MapOwnAppointment();
        clients.MapMeet();
        clients.MapMyAppointments();
        clients.MapPrivacyPage();
        clients.MapSignIn();
        clients.MapPasskeySignIn();
        clients.MapSetup();
    }

    /// <summary>The pages of whoever works here.</summary>
    public static void MapOfficePages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapPages().MayBeOld();
        pages.MapWeek();
        pages.MapDay();
        pages.MapMonth();
        pages.MapCard();
        pages.MapDisplaced();
        pages.MapDeskBooking();
        pages.MapClientPages();
        pages.MapProviderPages();
        pages.MapTypePages();
        pages.MapAuditPage();
        pages.MapSettingsPages();
        pages.MapClosurePages();
        pages.MapReportPage();
        pages.MapWebhookPages();
        pages.MapAccountsPages();
        pages.MapKeyPages();
        pages.MapOwnAccount();
        pages.MapPasskeys();
    }

    /// <summary>A page answers GET, and HEAD without its body.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    private static RouteGroupBuilder MapPages(this IEndpointRouteBuilder app) =>
        app.MapGroup("").ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter(PageGuard.RunAsync);
}
