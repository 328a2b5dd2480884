using Microsoft.OpenApi;
using Scheduler.Api.Http;

namespace Scheduler.Api.OpenApi;

/// <summary>
/// The headers of answers, each described once in the document's components. A required one is on every answer of its status.
/// </summary>
internal static class ApiHeaders
{
    private const string RateLimit = "RateLimit";
    private const string RateLimitPolicy = "RateLimit-Policy";

    private static readonly Dictionary<string, OpenApiHeader> Known = new(StringComparer.Ordinal)
    {
        ["Location"] = Text("Where it can be read.", required: true),
        ["ETag"] = Text("The version, for If-Match and If-None-Match.", required: true),
        [Idempotency.ReplayedHeader] = Text(
            "`true` when this is the answer that the Idempotency-Key was given before. Its body is `{}` once whom it named is erased.",
            required: false
        ),
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "Seconds after which it is worth another try.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        },
        ["WWW-Authenticate"] = Text("`Bearer`: a key is what can be sent.", required: true),
        [RateLimitPolicy] = Text(
            "How many writes an address may send in how many seconds, `\"writes\";q=100;w=60`; only where that is limited.",
            required: false
        ),
        [RateLimit] = Text(
            "How many of them are left, `\"writes\";r=99`, and once none is, the seconds `t` until there are; only where that is limited.",
            required: false
        ),
    };

    /// <summary>Writes whose answer is no resource with a version.</summary>
    private static readonly HashSet<string> Unversioned = new(StringComparer.Ordinal)
    {
        "MoveAppointments",
        "ProposeMoves",
        "RotateWebhookSecret",
        "TestWebhook",
        "RetryDelivery",
        "ReplayEvents",
        "RetryMessage",
        "CreateKey",
        "InviteAccount",
        "PatchAccount",
    };

    public static void Describe(OpenApiDocument document)
    {
        foreach (var (name, header) in Known)
        {
            document.AddComponent(name, header);
        }
    }

    /// <summary>Names the headers of each answer of an operation.</summary>
    /// <param name="isSingle">Whether it reads a resource that has a version.</param>
    public static void Complete(OpenApiOperation operation, OpenApiDocument document, HttpMethod method, bool isSingle)
    {
        foreach (var (status, response) in operation.Responses!)
        {
            var headers = Names(status, method, isSingle)
                .Where(name => name != "ETag" || !Unversioned.Contains(operation.OperationId ?? ""))
                .ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);
            if (headers.Count > 0 && response is OpenApiResponse described)
            {
                described.Headers = headers;
            }
        }
    }

    private static IEnumerable<string> Names(string status, HttpMethod method, bool isSingle)
    {
        var isDone = status is "200" or "201";
        var isWrite = method != HttpMethod.Get;
        if (status == "201")
        {
            yield return "Location";
        }

        if (status == "304" || (isDone && (isSingle || isWrite)))
        {
            yield return "ETag";
        }

        if (isDone && method == HttpMethod.Post)
        {
            yield return Idempotency.ReplayedHeader;
        }

        if (status == "401")
        {
            yield return "WWW-Authenticate";
        }

        if (status is "429" or "503")
        {
            yield return "Retry-After";
        }

        if (isWrite)
        {
            yield return RateLimitPolicy;
            yield return RateLimit;
        }
    }

    private static OpenApiHeader Text(string description, bool required) =>
        new()
        {
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
