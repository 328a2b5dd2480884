using System.Security.Cryptography;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>Gives the first answer again to a POST that is repeated with its <c>Idempotency-Key</c>.</summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    public static void UseIdempotencyKeys(this WebApplication app) =>
        app.UseWhen(
            http =>
                HttpMethods.IsPost(http.Request.Method)
                && http.Request.Headers.ContainsKey(Header)
                && Gates.Of(http.GetEndpoint()) == Gate.Api,
            branch => branch.Use(RunAsync)
        );

    /// <summary>
    /// Says, before the write, what is answered once it is done. With a key that answer is
    /// stored with the effect, and is what the caller gets.
    /// </summary>
    /// <param name="answer">May set headers of this response.</param>
    public static void WillAnswer<T>(this HttpContext http, Func<T, IResult> answer) =>
        http.Features.Get<IdempotentRequest>()?.AnswersWith<T>(value => RenderAsync(http, answer(value)));

    private static async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        var keys = http.Request.Headers[Header];
        if (keys is not [{ Length: > 0 and <= IdempotencyKey.MaxLength } key])
        {
            await Problem
                .Of(RequestErrors.Of(Header, $"must be sent once and have 1 to {IdempotencyKey.MaxLength} characters"))
                .ExecuteAsync(http);
            return;
        }

        var request = new IdempotentRequest(
            http.RequestServices.GetRequiredService<OperationContext>().Actor.Caller,
            RoutePath.Of(http),
            key,
            await HashBodyAsync(http),
            http.RequestServices.GetRequiredService<TimeProvider>()
        );
        if (!await ReplayAsync(http, request))
        {
            await RunFirstAsync(http, request, next);
        }
    }

    /// <summary>
    /// Runs a request whose key has no answer yet. What it writes waits in a buffer:
    /// another with the same key may turn out to have been first.
    /// </summary>
    private static async Task RunFirstAsync(HttpContext http, IdempotentRequest request, RequestDelegate next)
    {
        http.Features.Set(request);
        WriteCompanion.Current = request;
        var body = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        var inUse = false;
        try
        {
            await next(http);
        }
        catch (IdempotencyKeyTakenException)
        {
            inUse = true;
        }
        catch (IdempotencyKeyInUseException)
        {
            inUse = true;
        }
        finally
        {
            WriteCompanion.Current = null;
            http.Response.Body = body;
        }

        if (request.Kept is { } kept && !inUse)
        {
            await AnswerAsync(http, kept);
        }
        // A refusal may have come of the very effect that another request with this key had: then its answer is the answer.
        else if ((!inUse && http.Response.StatusCode < 400) || !await ReplayAsync(http, request))
        {
            if (inUse)
            {
                http.Response.Clear();
                await Problem
                    .Of(new Refusal(RefusalType.IdempotencyKeyInUse, "The first request with this key is still running."))
                    .ExecuteAsync(http);
            }
            else if (buffer.Length > 0)
            {
                await body.WriteAsync(buffer.ToArray(), http.RequestAborted);
            }
        }
    }

    private static async Task<bool> ReplayAsync(HttpContext http, IdempotentRequest request)
    {
        var kept = await request.FindAsync(http.RequestServices.GetRequiredService<SchedulerDbContext>(), http.RequestAborted);
        if (kept is null)
        {
            return false;
        }

        http.Response.Clear();
        if (!request.HasBodyOf(kept))
        {
            await Problem
                .Of(new Refusal(RefusalType.IdempotencyKeyReused, "This key was sent before, with another body."))
                .ExecuteAsync(http);
            return true;
        }

        // What can be read here may be on this server alone: the first answer would then be given for something that a failover loses.
        await http.RequestServices.GetRequiredService<WriteQueue>().SealAsync(http.RequestAborted);
        http.Response.Headers[ReplayedHeader] = "true";
        await AnswerAsync(http, kept);
        return true;
    }

    private static Task AnswerAsync(HttpContext http, IdempotencyKey kept)
    {
        http.Response.StatusCode = kept.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = kept.Body.Length;
        http.Response.Headers.Location = kept.Location;
        http.Response.Headers.ETag = kept.ETag;
        return http.Response.Body.WriteAsync(kept.Body, http.RequestAborted).AsTask();
    }

    private static async Task<byte[]> HashBodyAsync(HttpContext http)
    {
        // At most as long as Kestrel lets a body be.
        var copy = new MemoryStream();
        http.Response.RegisterForDispose(copy);
        await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
        copy.Position = 0;
        http.Request.Body = copy;
        return SHA256.HashData(copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }

    private static async Task<KeptAnswer> RenderAsync(HttpContext http, IResult result)
    {
        using var body = new MemoryStream();
        var rendering = new DefaultHttpContext { RequestServices = http.RequestServices, Response = { Body = body } };
        await result.ExecuteAsync(rendering);
        return new KeptAnswer(
            rendering.Response.StatusCode,
            rendering.Response.Headers.Location,
            http.Response.Headers.ETag,
            body.ToArray()
        );
    }
}
