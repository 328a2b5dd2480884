using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Scheduler.Api.Access;
using Scheduler.Api.Web.Booking;
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
        builder.Services.AddSingleton<CalendarWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CalendarWatch>());
        builder.Services.AddScoped<BookingReader>();
        builder.Services.AddScoped<OwnAppointments>();
        builder.Services.AddScoped<NamedClient>();
        builder.Services.AddScoped<WeekReader>();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseResponseCompression();
        app.Use(NotFoundPages.RunAsync);
        app.MapStaticAssets().ExcludeFromDescription();
        var pages = app.MapGroup("").ExcludeFromDescription().DisableAntiforgery();
        pages.AddEndpointFilter(PageGuard.RunAsync);
        var publicPages = pages.MapGroup("").WithMetadata(new PublicSide());
        publicPages.MapBooking();
        publicPages.MapOwnAppointment();
        pages.MapWeek();
        pages.MapOffice();
        pages.MapClientPages();
        pages.MapProviderPages();
        pages.MapTypePages();
        app.MapLive();
    }

    /// <summary>A page answers GET, and HEAD without its body.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
}
