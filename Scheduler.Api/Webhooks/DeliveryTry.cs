using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>How one try ended.</summary>
/// <param name="Status">The HTTP status; null without an answer.</param>
/// <param name="Error">What went wrong; null when it was delivered.</param>
public sealed record TriedDelivery(ClaimedDelivery Claimed, DateTime AtUtc, int? Status, string? Error, int Milliseconds)
{
    public bool IsDelivered => Error is null;

    /// <summary>The receiver wants no more, ever.</summary>
    public bool IsGone => Status == (int)HttpStatusCode.Gone;
}

/// <summary>Sends a delivery once.</summary>
public sealed class DeliveryTry : IDisposable
{
    /// <summary>More of an answer is not read: its connection is closed.</summary>
    private const int MaxAnswerBytes = 64 * 1024;

    private readonly HttpMessageInvoker http;
    private readonly TimeSpan answerWithin;
    private readonly TimeProvider clock;

    public DeliveryTry(ReceiverAddresses addresses, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        answerWithin = TimeSpan.FromSeconds(options.Value.AnswerSeconds);
        this.clock = clock;
        http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = addresses.ConnectAsync,
                ConnectTimeout = answerWithin,
                // A name that has moved is followed within minutes.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
                MaxResponseHeadersLength = 16,
            }
        );
    }

    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public async Task<TriedDelivery> RunAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        var (atUtc, started) = (clock.Now(), clock.GetTimestamp());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(answerWithin);
        try
        {
            using var request = Request(claimed, atUtc);
            using var response = await http.SendAsync(request, patience.Token);
            var status = (int)response.StatusCode;
            var took = Milliseconds(started);
            await DrainAsync(response.Content, patience.Token);
            return new TriedDelivery(
                claimed,
                atUtc,
                status,
                response.IsSuccessStatusCode ? null : $"The receiver answered {status}.",
                took
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"No answer within {answerWithin.TotalSeconds} s.");
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or IOException
                        or System.Net.Sockets.SocketException
                        or InvalidOperationException
                        or UriFormatException
            )
        {
            return Failed(e.GetBaseException().Message);
        }

        TriedDelivery Failed(string error) =>
            new(
                claimed,
                atUtc,
                null,
                error.Length > DeliveryAttempt.MaxError ? error[..DeliveryAttempt.MaxError] : error,
                Milliseconds(started)
            );
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(ClaimedDelivery claimed, DateTime nowUtc)
    {
        var (webhook, delivery, body) = (claimed.Webhook, claimed.Delivery, claimed.Body);
        var seconds = new DateTimeOffset(nowUtc).ToUnixTimeSeconds();
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = content,
            Headers =
            {
                { "User-Agent", "Scheduler" },
                { "webhook-id", delivery.EventId },
                { "webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", WebhookSecret.Sign(webhook, delivery.EventId, seconds, body, nowUtc) },
            },
        };
    }

    /// <summary>
    /// Reads a short answer to its end, so that its connection can be used again. What it says, and how it ends, changes nothing.
    /// </summary>
    private static async Task DrainAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var left = MaxAnswerBytes;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (left > 0 && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                left -= read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // The status had come: that is the answer.
        }
    }

    private int Milliseconds(long started) => (int)clock.GetElapsedTime(started).TotalMilliseconds;
}
