using System.Globalization;
using System.Text.Json;
using Scheduler.Tests.Http;

namespace Scheduler.Tests.Chaos;

/// <summary>What must not be answered, whatever was asked.</summary>
internal static class HostileAnswers
{
    /// <summary>What no answer may tell.</summary>
    private static readonly string[] Secrets =
    [
        "System.",
        "Npgsql",
        "Sqlite",
        "   at ",
        "SELECT ",
        "INSERT ",
        "/Scheduler.Api/",
        ".cs:line",
    ];

    // csharpier-ignore
    private static readonly int[] PageStatuses =
    [
        200, 204, 206, 303, 304, 400, 403, 404, 405, 409, 410, 413, 414, 415, 416, 422, 429, 431,
    ];

    /// <summary>What is wrong with the answer of an operation: nothing, where it is documented and tells no secret.</summary>
    public static IEnumerable<string> Findings(SchemaCheck check, HostileRequest request, int status, string? media, string text)
    {
        // Kestrel's own refusal of a request that is no HTTP has no body.
        if (status is 400 or 431 or 414 && text.Length == 0)
        {
            yield break;
        }

        if (status >= 500)
        {
            yield return "5xx";
        }

        foreach (var secret in SecretsIn(text, status, request.ToString()))
        {
            yield return $"tells '{secret}'";
        }

        if (!request.Responses.TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response))
        {
            // What routing answers before any operation is chosen: an id that is empty or has a slash leads elsewhere.
            if (status is not (404 or 405) || !request.MayMissItsRoute)
            {
                yield return "undocumented status";
            }

            yield break;
        }

        if (status == 304)
        {
            yield break;
        }

        if (media is null || !response.GetProperty("content").TryGetProperty(media, out var content))
        {
            yield return $"undocumented media type {media}";
            yield break;
        }

        foreach (var error in check.Errors(JsonDocument.Parse(text).RootElement, content.GetProperty("schema")))
        {
            yield return error;
        }
    }

    /// <summary>Whether a page's status blames the service, or is none that it gives, or its text tells a secret.</summary>
    public static bool IsWrong(HostileForm request, int status, string text)
    {
        // A request that a proxy seems to have passed on does not come from this computer.
        var isForwarded =
            status == 401
            && request.Headers.Any(h =>
                h.Name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || h.Name is "Forwarded" or "Via"
            );
        return (!isForwarded && !PageStatuses.Contains(status)) || SecretsIn(text, status, request.ToString()).Any();
    }

    /// <summary>What the request itself says, in its address perhaps escaped, is no secret.</summary>
    private static IEnumerable<string> SecretsIn(string text, int status, string request)
    {
        var said = $"{request}\n{Uri.UnescapeDataString(request)}";
        return Secrets.Where(s =>
            status >= 400 && text.Contains(s, StringComparison.Ordinal) && !said.Contains(s, StringComparison.Ordinal)
        );
    }
}
