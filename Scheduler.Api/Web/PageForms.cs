using Microsoft.AspNetCore.Http.Features;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web;

/// <summary>Reads the form of a page before the page does, so that one that cannot be read is refused in one place.</summary>
public static class PageForms
{
    public static void UsePageForms(this WebApplication app) =>
        app.UseWhen(
            http => Gates.Of(http.GetEndpoint()) is Gate.Public or Gate.Office && HttpMethods.IsPost(http.Request.Method),
            branch =>
                branch.Use(
                    async (http, next) =>
                    {
                        if (await RefusalAsync(http) is { } refusal)
                        {
                            await Errors.AnswerAsync(http, refusal);
                            return;
                        }

                        await next(http);
                    }
                )
        );

    private static async Task<Refusal?> RefusalAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            if (!string.IsNullOrEmpty(http.Request.ContentType))
            {
                return new Refusal(RefusalType.UnsupportedMediaType, "A page takes a form, and nothing else.");
            }

            // Nothing was sent: a form without fields.
            http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
            return null;
        }

        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            // No database keeps it, and no browser sends it.
            return form.Any(field => field.Value.Any(value => value?.Contains('\0') == true)) ? Unreadable : null;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException and not BadHttpRequestException)
        {
            // Too many fields or too long names; an encoding that is not UTF-8; parts that are cut off.
            return Unreadable;
        }
    }

    private static Refusal Unreadable =>
        new(RefusalType.InvalidRequest, "The form cannot be read. Open the page again and send it from there.");
}
