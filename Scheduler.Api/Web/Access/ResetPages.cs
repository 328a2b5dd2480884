using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Api.Web.Booking;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <param name="IsSent">Whether a link has been asked for.</param>
public sealed record ResetModel(FormState Form, bool IsSent);

/// <summary>Asking for the link with which a forgotten password is replaced. Only where mails are sent.</summary>
internal static class ResetPages
{
    public const string Home = "/sign-in/reset";
    private const string Sent = "sent";

    public static void MapReset(this IEndpointRouteBuilder app)
    {
        app.MapPage(
            Home,
            (string? done, IOptions<MailOptions> mail) =>
                mail.Value.IsOn ? Ask(new FormState(), done == Sent, StatusCodes.Status200OK) : Pages.NotFound()
        );
        app.MapPost(Home, SendAsync).AddEndpointFilter(AddressLimit.RunAsync<LinkRequests>);
    }

    /// <remarks>One answer, whether the address has an account or not, and whether it was sent too many.</remarks>
    private static async Task<IResult> SendAsync(HttpContext http, SendLink send, PageLanguage language, IOptions<MailOptions> mail)
    {
        if (!mail.Value.IsOn)
        {
            return Pages.NotFound();
        }

        var form = await FormState.ReadAsync(http);
        if (form.Email(language) is not { } email)
        {
            return Ask(form, false, StatusCodes.Status422UnprocessableEntity);
        }

        await send.RunAsync(MessageKind.PasswordReset, email, http.RequestAborted);
        return Pages.SeeOther(http, $"{Home}?done={Sent}");
    }

    private static IResult Ask(FormState form, bool isSent, int status) => Pages.Show<ResetPage>(new ResetModel(form, isSent), status);
}
