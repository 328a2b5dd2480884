using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scheduler.Tests.Events;

/// <summary>What a webhook was sent.</summary>
public sealed record Received(string Path, string Id, long Timestamp, string Signature, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public string Type => Json.GetProperty("type").GetString()!;

    /// <summary>The id of the appointment, or whatever the event is about.</summary>
    public string Subject => Json.GetProperty("data").GetProperty("id").GetString()!;

    public bool IsSignedBy(string secret)
    {
        var mac = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")
        );
        return Signature.Split(' ').Contains($"v1,{Convert.ToBase64String(mac)}");
    }
}

/// <summary>An HTTP server on this machine that keeps all it is sent, and answers as the test wants.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication host;

    private Receiver(WebApplication host) => this.host = host;

    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>Answers what has just been kept; 200 unless it is set.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public Uri Url => new(host.Urls.First());

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var receiver = new Receiver(builder.Build());
        receiver.host.Run(receiver.TakeAsync);
        await receiver.host.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many have come.</summary>
    public Task AwaitAsync(int count, string what = "deliveries") =>
        Eventually.TrueAsync(() => Task.FromResult(All.Count >= count), $"{count} {what} have come (there are {All.Count})");

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var received = new Received(
            http.Request.Path,
            http.Request.Headers["webhook-id"]!,
            long.Parse(http.Request.Headers["webhook-timestamp"]!),
            http.Request.Headers["webhook-signature"]!,
            await reader.ReadToEndAsync()
        );
        All.Enqueue(received);
        await Answer(received, http);
    }
}

/// <summary>What tests mean to do with webhooks.</summary>
internal static class WebhookIntents
{
    /// <summary>Settings with which receivers on this machine may be sent to.</summary>
    public static readonly string[] Local = ["Webhooks:AllowHttp", "true", "Webhooks:AllowPrivateNetworks", "true"];

    /// <summary>Makes a webhook, and answers its id and secret.</summary>
    public static async Task<(string Id, string Secret)> WebhookAsync(
        this TestApp app,
        Uri url,
        string[]? events = null,
        string[]? include = null
    )
    {
        var answer = (
            await app.PostAsync(
                "/api/webhooks",
                new
                {
                    url,
                    events = events ?? ["*"],
                    include = include ?? [],
                }
            )
        ).Expect(201);
        return (answer.Text("id"), answer.Text("secret"));
    }

    public static async Task<List<JsonElement>> DeliveriesAsync(this TestApp app, string webhook, string? status = null) =>
        [
            .. (await app.GetAsync($"/api/webhooks/{webhook}/deliveries?limit=200{(status is null ? "" : $"&status={status}")}"))
                .Expect(200)["items"]
                .EnumerateArray(),
        ];

    public static Task AwaitStatusAsync(this TestApp app, string webhook, string status, int count) =>
        Eventually.TrueAsync(async () => (await app.DeliveriesAsync(webhook, status)).Count == count, $"{count} deliveries are {status}");
}
