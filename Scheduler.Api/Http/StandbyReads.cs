using System.Data.Common;
using Scheduler.Api.Access;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>
/// Lets lists and pages be read from the standby, where there is one: never older for a caller than what that caller has written,
/// and from the primary where the standby fails.
/// </summary>
/// <remarks>
/// Whoever writes is told up to where the log then goes, in a header, and browsers in a cookie;
/// whoever sends that along reads what it wrote.
/// </remarks>
public static class StandbyReads
{
    /// <summary>Both, the header and the cookie.</summary>
    public const string Seen = "Scheduler-Seen";

    /// <summary>What is read by this GET may be a little old.</summary>
    public static TBuilder MayBeOld<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Mark(MayBeOld: true));

    /// <summary>What this GET reads is written by it or just before, though others of its group may be a little old.</summary>
    public static TBuilder MustBeNew<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Mark(MayBeOld: false));

    /// <summary>Whether an endpoint's GET may be read from the standby. What is said of itself comes after what is said of its group.</summary>
    public static bool ReadsOld(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Mark>() is { MayBeOld: true };

    /// <summary>Nothing, where no standby is named.</summary>
    public static void UseStandby(this WebApplication app)
    {
        if (app.Services.GetService<StandbyWatch>() is not { } standby)
        {
            return;
        }

        app.Use(
            (http, next) =>
                Methods.IsUnsafe(http.Request) ? WriteAsync(http, next)
                : ReadsOld(http.GetEndpoint()) ? ReadAsync(http, next, standby)
                : next(http)
        );
    }

    private static Task WriteAsync(HttpContext http, RequestDelegate next)
    {
        var written = new CommittedPosition();
        CommittedPosition.Current = written;
        http.Response.OnStarting(() =>
        {
            if (written.Text is { } position)
            {
                http.Response.Headers[Seen] = position;
                if (Gates.Of(http.GetEndpoint()) != Gate.Api)
                {
                    http.Response.Cookies.Append(Seen, position, Cookie(http));
                }
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    private static async Task ReadAsync(HttpContext http, RequestDelegate next, StandbyWatch standby)
    {
        var reads = http.RequestServices.GetRequiredService<Reads>();
        reads.MayBeOld(http.Request.Headers[Seen].FirstOrDefault() ?? http.Request.Cookies[Seen]);
        try
        {
            await next(http);
        }
        catch (Exception e) when (reads.AreFromStandby && !http.Response.HasStarted && IsOfDatabase(e))
        {
            standby.LeaveOut(e);
            await AgainAsync(http, next);
        }
    }

    /// <summary>The same request, from the primary: what it is made of is made anew, and nobody has let that read from elsewhere.</summary>
    private static async Task AgainAsync(HttpContext http, RequestDelegate next)
    {
        var first = http.RequestServices;
        await using var scope = first.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var (before, context) = (
            first.GetRequiredService<OperationContext>(),
            scope.ServiceProvider.GetRequiredService<OperationContext>()
        );
        context.Address = before.Address;
        context.Actor = before.Actor;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices = first;
        }
    }

    private static bool IsOfDatabase(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is DbException or TimeoutException)
            {
                return true;
            }
        }

        return false;
    }

    /// <remarks>Longer is of no use: a standby that is as far behind as that is not read from.</remarks>
    private static CookieOptions Cookie(HttpContext http) => Cookies.Options(http, lifetime: DatabaseOptions.MostStandbyLag);

    private sealed record Mark(bool MayBeOld);
}
