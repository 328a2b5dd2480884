using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Scheduler.Api.Web;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Turns what reached nobody else into a problem: unreadable bodies, unknown routes, defects.</summary>
public static class Errors
{
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = http => AnswerAsync(http, Explain(http)),
                // A caller's mistake is not a defect, and a database that is away is a warning:
                // the framework's own Error log is for the rest.
                SuppressDiagnosticsCallback = context =>
                    context.Exception is BadHttpRequestException or OperationCanceledException || IsUnavailable(context.Exception),
            }
        );
        app.UseStatusCodePages(context =>
            Explain(context.HttpContext.Response.StatusCode, context.HttpContext) is { } refusal
                ? AnswerAsync(context.HttpContext, refusal)
                : Task.CompletedTask
        );
    }

    /// <summary>Answers a refusal that no operation made: with a page to whoever looks at pages, else with a problem.</summary>
    public static Task AnswerAsync(HttpContext http, Refusal refusal) =>
        ErrorPages.AreFor(http, http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)
            ? ErrorPages.AnswerAsync(http, refusal)
            : Problem.Of(refusal).ExecuteAsync(http);

    private static Refusal Explain(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException e => Explain(e),
            WriteQueueUnavailableException { MayBeStored: true } e => Unavailable(http, e).With("outcome", "unknown"),
            { } e when IsUnavailable(e) => Unavailable(http, e),
            OperationCanceledException => new Refusal(RefusalType.Unavailable, "The request was cancelled."),
            _ => new Refusal(RefusalType.InternalError, "Something failed that should not. The log has the details under this trace id."),
        };

    private static bool IsUnavailable(Exception e) => OutageLog.IsOutage(e) || ConstraintViolation.IsTransient(e);

    private static Refusal Unavailable(HttpContext http, Exception e)
    {
        http.RequestServices.GetRequiredService<OutageLog>().Tell(e);
        return new Refusal(
            RefusalType.Unavailable,
            e is WriteQueueUnavailableException ? e.Message : "The database cannot be used at present."
        );
    }

    private static Refusal Explain(BadHttpRequestException e) =>
        e.StatusCode switch
        {
            StatusCodes.Status408RequestTimeout or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType =>
                OfStatus(e.StatusCode),
            _ when e.InnerException is JsonException json => Explain(json),
            _ when e.InnerException is null && e.Message.Contains("body", StringComparison.Ordinal) => RequestErrors.Of(
                "",
                "must be sent, as JSON"
            ),
            _ => Parameter(e.Message),
        };

    private static Refusal Explain(JsonException e)
    {
        var field =
            e.Path is null or "$" ? ""
            : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..]
            : e.Path.TrimStart('$');
        if (e.Message.Contains("missing required", StringComparison.Ordinal))
        {
            var missing = new RequestErrors();
            foreach (var name in e.Message[(e.Message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split('.')[0].Split(','))
            {
                missing.Add(string.Join('.', new[] { field, name.Trim(' ', '\'', '"') }.Where(part => part.Length > 0)), "must be sent");
            }

            return missing.Refusal;
        }

        var message =
            e.InnerException is null && e.Message.StartsWith("must ", StringComparison.Ordinal) ? WithoutPosition(e.Message) : Describe(e);
        return RequestErrors.Of(field, message);
    }

    /// <summary>System.Text.Json's messages name .NET types; callers know none.</summary>
    private static string Describe(JsonException e)
    {
        var message = e.Message;
        return message switch
        {
            _ when message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) =>
                "is not a field that is known here",
            _ when message.Contains("uplicate", StringComparison.Ordinal) => "has the same field twice",
            _ when message.Contains("maximum configured depth", StringComparison.Ordinal) => "is nested too deeply",
            _ when message.Contains("doesn't allow null", StringComparison.Ordinal) || message.Contains("null", StringComparison.Ordinal) =>
                "must not be null",
            _ when message.Contains("could not be converted", StringComparison.Ordinal) => "is of the wrong type",
            _ => "is not valid JSON",
        };
    }

    private static string WithoutPosition(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end].TrimEnd('.');
    }

    /// <summary>'Failed to bind parameter "int? limit" from "abc".'</summary>
    private static Refusal Parameter(string message)
    {
        var parts = message.Split('"');
        return parts.Length > 1
            ? RequestErrors.Of(
                parts[1][(parts[1].LastIndexOf(' ') + 1)..],
                message.StartsWith("Required", StringComparison.Ordinal) ? "must be given" : "cannot be read"
            )
            : new Refusal(RefusalType.InvalidRequest, "The request cannot be read.");
    }

    private static Refusal? Explain(int status, HttpContext http) =>
        status switch
        {
            408 or 413 or 415 => OfStatus(status),
            400 => new Refusal(RefusalType.InvalidRequest, "The request cannot be read."),
            404 => new Refusal(RefusalType.NotFound, $"There is nothing at {http.Request.Path}."),
            405 => WrongMethod(http),
            _ => null,
        };

    private static Refusal WrongMethod(HttpContext http)
    {
        var allowed = http.Response.Headers.Allow.ToString();
        if (allowed.Contains(HttpMethods.Get, StringComparison.Ordinal) && !allowed.Contains(HttpMethods.Head, StringComparison.Ordinal))
        {
            http.Response.Headers.Allow = $"{allowed}, {HttpMethods.Head}";
        }

        return new Refusal(RefusalType.MethodNotAllowed, $"{http.Request.Path} has no method {http.Request.Method}.");
    }

    private static Refusal OfStatus(int status) =>
        status switch
        {
            408 => new Refusal(RefusalType.RequestTimeout, "The body came too slowly."),
            413 => new Refusal(RefusalType.PayloadTooLarge, "The body has more than 64 KiB."),
            _ => new Refusal(RefusalType.UnsupportedMediaType, "The body must be sent as application/json."),
        };
}
