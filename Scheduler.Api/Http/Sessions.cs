using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>
/// Sessions of those who have signed in: sealed cookies, each good as long as its row is there and its account's security stamp stays as it
/// was.
/// </summary>
public sealed class Sessions(AccountRing accounts, SessionRing sessions, LastUses uses, TimeProvider clock, IOptions<AccessOptions> options)
{
    public const string Scheme = "session";
    private const string Id = "id";
    private const string Stamp = "stamp";
    private const string Session = "session";

    /// <summary>Null without a session, or with one that has ended.</summary>
    public static async ValueTask<Actor?> FindAsync(HttpContext http) =>
        SessionCookies.IsThere(http.Request) && (await http.AuthenticateAsync(Scheme)).Succeeded ? http.Features.Get<Actor>() : null;

    /// <summary>Which session a request has; null where <see cref="FindAsync"/> found none.</summary>
    public static string? IdOf(HttpContext http) => http.Features.Get<AccountSession>()?.Id;

    /// <summary>A new session, whatever cookie was sent: nobody can prepare one for somebody else.</summary>
    /// <param name="by">See <see cref="BeginSession"/>.</param>
    public static async Task BeginAsync(HttpContext http, Account account, string? by = null)
    {
        var begin = http.RequestServices.GetRequiredService<BeginSession>();
        var session = await begin.RunAsync(account, by, Devices.Of(http.Request), http.RequestAborted);
        var identity = new ClaimsIdentity(
            [new Claim(Id, account.Id), new Claim(Stamp, account.SecurityStamp!), new Claim(Session, session.Id)],
            Scheme
        );
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Takes the cookie from this browser.</summary>
    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Called for each request that has a cookie whose seal is right.</summary>
    private async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var (principal, http) = (context.Principal!, context.HttpContext);
        var nowUtc = clock.Now();
        if (
            principal.FindFirstValue(Session) is { } id
            && await sessions.FindAsync(id, http.RequestAborted) is { } session
            && nowUtc - session.BeganUtc < TimeSpan.FromHours(options.Value.SessionHours)
            && session.AccountId == principal.FindFirstValue(Id)
            && await accounts.FindAsync(session.AccountId, principal.FindFirstValue(Stamp)!, http.RequestAborted) is { } account
        )
        {
            uses.Tell(session, nowUtc);
            http.Features.Set(session);
            http.Features.Set(
                new Actor(ActorKind.Account, account.Id)
                {
                    Role = RoleWords.Stored(account.Role),
                    Name = account.Name,
                    ProviderId = account.ProviderId,
                }
            );
            return;
        }

        context.RejectPrincipal();
    }

    /// <summary>How the cookies are made and read.</summary>
    public sealed class Setup(Sessions sessions, TimeProvider clock, IOptions<AccessOptions> options)
        : IConfigureNamedOptions<CookieAuthenticationOptions>
    {
        /// <summary>How much of the idle time must have passed before a cookie is sealed anew.</summary>
        private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

        public void Configure(CookieAuthenticationOptions options) => Configure(Scheme, options);

        public void Configure(string? name, CookieAuthenticationOptions cookies)
        {
            cookies.CookieManager = new SessionCookies();
            cookies.TimeProvider = clock;
            cookies.ExpireTimeSpan = TimeSpan.FromMinutes(options.Value.IdleMinutes);
            cookies.SlidingExpiration = true;
            cookies.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = sessions.CheckAsync,
                OnCheckSlidingExpiration = context =>
                {
                    context.ShouldRenew = context.ElapsedTime >= Renewal;
                    return Task.CompletedTask;
                },
                // Gates lead to the page where one signs in.
                OnRedirectToReturnUrl = _ => Task.CompletedTask,
            };
        }
    }
}
