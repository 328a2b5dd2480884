using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>"Send me my appointments": for whoever has lost the mail with the link. Only where mails are sent.</summary>
internal static class MyPages
{
    private const string Home = "/my";
    private const string List = "/my/appointments";
    private const string Key = LinkCookie.Field;
    private const string Cookie = "my";
    private const string Sent = "sent";

    public static void MapMyAppointments(this IEndpointRouteBuilder app)
    {
        app.MapPage(Home, AskAsync);
        app.MapPost(Home, SendAsync).AddEndpointFilter(AddressLimit.RunAsync<LinkRequests>);
        app.MapPage(List, ListAsync);
    }

    /// <summary>The form; or, opened with the link of a mail, the list.</summary>
    private static async Task<IResult> AskAsync(string? key, string? done, HttpContext http, MyReader reader, IOptions<MailOptions> mail)
    {
        if (key is { Length: > 0 } && await reader.AddressOfAsync(key, http.RequestAborted) is not null)
        {
            // Out of the address, from where it would go into logs and histories.
            http.Response.Cookies.Append(Cookie, key, Cookies.Options(http, Home, MyLinks.Lifetime));
            return Pages.SeeOther(http, List);
        }

        return !mail.Value.IsOn ? Pages.NotFound() : Ask(new FormState(), key is { Length: > 0 } ? Key : done, StatusCodes.Status200OK);
    }

    /// <remarks>One answer, whether the address is known or not, and whether it was sent too many.</remarks>
    private static async Task<IResult> SendAsync(HttpContext http, SendLink send, PageLanguage language, IOptions<MailOptions> mail)
    {
        if (!mail.Value.IsOn)
        {
            return Pages.NotFound();
        }

        var form = await FormState.ReadAsync(http);
        if (form.Email(language) is not { } email)
        {
            return Ask(form, null, StatusCodes.Status422UnprocessableEntity);
        }

        await send.RunAsync(MessageKind.MyAppointments, email, http.RequestAborted);
        return Pages.SeeOther(http, $"{Home}?done={Sent}");
    }

    private static async Task<IResult> ListAsync(HttpContext http, MyReader reader)
    {
        if (await reader.AddressOfAsync(http.Request.Cookies[Cookie], http.RequestAborted) is not { } address)
        {
            return Pages.SeeOther(http, $"{Home}?{Key}=old");
        }

        // What the browser keeps for the Back button would show it to whoever comes next.
        http.Response.Headers.CacheControl = "no-store";
        return Pages.Show<MyListPage>(await reader.ReadAsync(address, http.RequestAborted));
    }

    private static IResult Ask(FormState form, string? done, int status) =>
        Pages.Show<MyPage>(new MyModel(form, done == Sent, done == Key), status);
}

/// <param name="IsSent">Whether a link has been asked for.</param>
/// <param name="IsOld">Whether somebody came with a link that opens nothing.</param>
public sealed record MyModel(FormState Form, bool IsSent, bool IsOld);
