using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>
/// Sessions of those who have signed in: sealed cookies, each good as long as its account's security stamp stays as it was.
/// </summary>
public sealed class Sessions(AccountRing accounts, TimeProvider clock, IOptions<AccessOptions> options)
{
    public const string Scheme = "session";
    private const string Id = "id";
    private const string Stamp = "stamp";
    private const string Began = "began";

    /// <summary>Null without a session, or with one that has ended.</summary>
    public static async ValueTask<Actor?> FindAsync(HttpContext http) =>
        SessionCookies.IsThere(http.Request) && (await http.AuthenticateAsync(Scheme)).Succeeded ? http.Features.Get<Actor>() : null;

    /// <summary>A new session, whatever cookie was sent: nobody can prepare one for somebody else.</summary>
    public Task BeginAsync(HttpContext http, Account account)
    {
        var identity = new ClaimsIdentity([new Claim(Id, account.Id), new Claim(Stamp, account.SecurityStamp!)], Scheme);
        var properties = new AuthenticationProperties
        {
            Items = { [Began] = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture) },
        };
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Called for each request that has a cookie whose seal is right.</summary>
    private async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var (principal, http) = (context.Principal!, context.HttpContext);
        var longest = TimeSpan.FromHours(options.Value.SessionHours);
        if (
            long.TryParse(context.Properties.GetString(Began), NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            && clock.GetUtcNow().UtcTicks - began < longest.Ticks
            && await accounts.FindAsync(principal.FindFirstValue(Id)!, principal.FindFirstValue(Stamp)!, http.RequestAborted) is { } account
        )
        {
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
