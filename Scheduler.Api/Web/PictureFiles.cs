using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Office;
using Scheduler.Data;

namespace Scheduler.Api.Web;

/// <summary>The practice's picture and its colours, as files that browsers may keep for ever: another one has another address.</summary>
internal static class PictureFiles
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void MapPictures(this IEndpointRouteBuilder app)
    {
        app.MapPage("/pictures/{name}", PictureAsync).ExcludeFromDescription();
        app.MapPage("/accent/{colour:regex(^[0-9a-f]{{6}}$)}.css", (string colour, HttpContext http) => Accent(colour, http))
            .ExcludeFromDescription();
    }

    /// <summary>The address of a colour's style sheet.</summary>
    public static string AccentPath(string colour) => $"/accent/{colour[1..]}.css";

    private static async Task<IResult> PictureAsync(string name, SchedulerDbContext db, HttpContext http)
    {
        var bytes =
            name.Length > 64
                ? null
                : await db.Pictures.AsNoTracking().Where(p => p.Name == name).Select(p => p.Bytes).FirstOrDefaultAsync(http.RequestAborted);
        if (bytes is null)
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        headers.CacheControl = ForEver;
        headers.XContentTypeOptions = "nosniff";
        // A drawing that is opened by itself is a document: nothing in it may run or load anything.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.Bytes(bytes, PictureFile.MediaType(name));
    }

    private static IResult Accent(string colour, HttpContext http)
    {
        http.Response.Headers.CacheControl = ForEver;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(AccentColours.Css($"#{colour}"), "text/css; charset=utf-8");
    }
}
