using Microsoft.Net.Http.Headers;

namespace Scheduler.Api.Http;

/// <summary>JSON is UTF-8 (RFC 8259, 8.1), whether its content type says so or not.</summary>
public static class JsonBodies
{
    public static void UseJsonBodies(this WebApplication app) =>
        app.UseWhen(
            http => Gates.Of(http.GetEndpoint()) == Gate.Api && http.Request.ContentType is not null,
            branch =>
                branch.Use(
                    (http, next) =>
                    {
                        if (
                            MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
                            && type.Parameters.FirstOrDefault(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
                                is { } charset
                        )
                        {
                            if (!HeaderUtilities.RemoveQuotes(charset.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                            {
                                return Errors.AnswerAsync(
                                    http,
                                    new Refusal(RefusalType.UnsupportedMediaType, "The body must be sent as application/json in UTF-8.")
                                );
                            }

                            // The framework takes the quotes, which the value may have, for a part of the name.
                            http.Request.ContentType = type.MediaType.Value;
                        }

                        return next(http);
                    }
                )
        );
}
