using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Http;
using Scheduler.Tests.Http;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// Requests that are wrong in every way an OpenAPI document lets one think of: what is answered is documented, and harms nothing.
/// </summary>
/// <remarks>Some hundred requests here; <c>scripts/chaos</c> sends 20,000.</remarks>
[Collection(Alone)]
public sealed class HostileInputTests
{
    private static readonly int Requests = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_FUZZ_REQUESTS") ?? "600",
        CultureInfo.InvariantCulture
    );
    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_SEED") ?? "1",
        CultureInfo.InvariantCulture
    );

    /// <summary>What grows is measured in this process: other tests must not grow in it meanwhile.</summary>
    private const string Alone = "Measures memory";

    [Theory, OnEachDatabase]
    public async Task Hostile_requests_are_answered_as_documented(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var ids = await PrepareAsync(app);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        var check = new SchemaCheck(document);
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }
        );
        var findings = new List<string>();
        var statuses = new SortedDictionary<int, int>();
        long memory = 0;
        var sample = HostileRequests.Generator(document, ids).Sample(Requests, new Rnd((ulong)Seed), 50);
        for (var done = 0; done < sample.Length; done++)
        {
            var request = sample[done];
            var (status, media, text, replayed) = await SendAsync(http, app.Url, request);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            // A repeated answer that named somebody who is erased by now is empty.
            findings.AddRange(
                (replayed && text == "{}" ? [] : HostileAnswers.Findings(check, request, status, media, text)).Select(finding =>
                    $"{finding}\n    {request}\n    {status} {text[..Math.Min(text.Length, 300)]}"
                )
            );
            if (done == sample.Length / 4)
            {
                memory = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        Assert.True(findings.Count == 0, $"{findings.Count} findings, of them:\n{string.Join('\n', findings.Take(10))}");
        Assert.True(grown < 50_000_000, $"{grown:N0} bytes more are in use at the end than after a quarter.");
        // All refused, or none, would mean that only one kind was tried.
        Assert.True(statuses.ContainsKey(200) && statuses.ContainsKey(400) && statuses.ContainsKey(404), string.Join(' ', statuses));
        await ChaosRun.ReportAsync(
            $"{database}, hostile input: {sample.Length} requests, {string.Join(", ", statuses.Select(s => $"{s.Value} × {s.Key}"))}; "
                + $"memory {grown / 1_000_000.0:+0.0;-0.0} MB; 0 findings"
        );
    }

    /// <summary>The pages: any status that says whose fault it was, never the service's.</summary>
    [Theory, OnEachDatabase]
    public async Task Hostile_forms_and_headers_are_answered_by_pages(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var ids = await PrepareAsync(app);
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }
        );
        var findings = new List<string>();
        var statuses = new SortedDictionary<int, int>();
        foreach (var request in HostileForms.Generator(ids).Sample(Requests, new Rnd((ulong)Seed), 50))
        {
            var (status, text) = await PageAsync(http, app.Url, request);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (HostileAnswers.IsWrong(request, status, text))
            {
                findings.Add($"{request}\n    {status} {text[..Math.Min(text.Length, 300)]}");
            }
        }

        Assert.True(findings.Count == 0, $"{findings.Count} findings, of them:\n{string.Join('\n', findings.Take(10))}");
        Assert.True(
            statuses.ContainsKey(200)
                && statuses.ContainsKey(400)
                && statuses.ContainsKey(404)
                && statuses.ContainsKey(415)
                && statuses.ContainsKey(422),
            string.Join(' ', statuses)
        );
        await ChaosRun.ReportAsync(
            $"{database}, hostile forms: {Requests} requests, {string.Join(", ", statuses.Select(s => $"{s.Value} × {s.Key}"))}; 0 findings"
        );
    }

    /// <returns>Status 0, and why, where no whole answer came.</returns>
    private static async Task<(int Status, string Text)> PageAsync(HttpClient http, Uri url, HostileForm request)
    {
        try
        {
            using var message = request.ToMessage(url);
            // A stream that opens lasts: its head is the answer.
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
            return ((int)answer.StatusCode, isStream ? "" : await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException e)
        {
            return (0, e.ToString());
        }
    }

    private static async Task<(int Status, string? Media, string Text, bool Replayed)> SendAsync(
        HttpClient http,
        Uri url,
        HostileRequest request
    )
    {
        using var message = request.ToMessage(url);
        using var answer = await http.SendAsync(message);
        return (
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.Contains(Idempotency.ReplayedHeader)
        );
    }

    /// <summary>Ids of things that are there, for requests that get further than the first check.</summary>
    private static async Task<string[]> PrepareAsync(TestApp app)
    {
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        await app.OpenProviderAsync("kim", "00:00", "24:00", "Pacific/Apia", TestApp.AllDays);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "A",
                }
            )
        ).Expect(201);
        var held = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-26T10:00:00Z")).Expect(201).Text("id");
        return ["dr-who", "kim", "alice", "visit", "consultation", "meeting", held];
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
