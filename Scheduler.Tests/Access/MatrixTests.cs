using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Tests.Access;

/// <summary>Who may do what: every role on every route of the API, on what is its own and on what is somebody else's.</summary>
/// <remarks>A: all of it. O: one's own, and 404 for the rest. L: a list, with one's own alone in it. -: 403.</remarks>
public sealed class MatrixTests
{
    private static readonly string[] Roles = ["owner", "manager", "reception", "provider", "public"];

    private static readonly (string Method, string Path, object? Body, string May)[] Matrix =
    [
        ("POST", "/api/clients", new { firstName = "A", lastName = "B" }, "AAA--"),
        ("GET", "/api/clients", null, "AAAL-"),
        ("GET", "/api/clients?q=client", null, "AAAL-"),
        ("GET", "/api/clients/{client}", null, "AAAO-"),
        ("PATCH", "/api/clients/{client}", new { phone = "1" }, "AAA--"),
        (
            "POST",
            "/api/providers",
            new
            {
                firstName = "A",
                lastName = "B",
                timeZone = "UTC",
            },
            "AA---"
        ),
        ("GET", "/api/providers", null, "AAAAA"),
        ("GET", "/api/providers/{provider}", null, "AAAAA"),
        ("PATCH", "/api/providers/{provider}", new { lastName = "C" }, "AA-O-"),
        (
            "POST",
            "/api/appointment-types",
            new
            {
                name = "T",
                minMinutes = 30,
                maxMinutes = 30,
            },
            "AA---"
        ),
        ("GET", "/api/appointment-types", null, "AAAAA"),
        ("GET", "/api/appointment-types/visit", null, "AAAAA"),
        ("PATCH", "/api/appointment-types/visit", new { name = "Visit" }, "AA---"),
        ("GET", "/api/providers/{provider}/hours", null, "AAAO-"),
        (
            "PUT",
            "/api/providers/{provider}/hours",
            new
            {
                weekly = new[]
                {
                    new
                    {
                        day = "tuesday",
                        start = "09:00",
                        end = "17:00",
                    },
                },
            },
            "AAAO-"
        ),
        (
            "PUT",
            "/api/providers/{provider}/hours/dates",
            new { dates = new Dictionary<string, object?> { ["2026-12-25"] = null } },
            "AAAO-"
        ),
        ("POST", "/api/providers/{provider}/availability", new { start = "2026-11-28T09:00:00Z", end = "2026-11-28T12:00:00Z" }, "AAAO-"),
        ("GET", "/api/providers/{provider}/availability?from=2026-11-24&to=2026-11-25", null, "AAAO-"),
        ("GET", "/api/slots?appointmentType=consultation&provider={provider}", null, "AAAAA"),
        ("GET", "/api/slots/explain?appointmentType=consultation&provider={provider}&start=2026-11-24T09:00:00Z", null, "AAAA-"),
        ("GET", "/api/overlaps?provider=anna&provider=ben", null, "AAAA-"),
        (
            "POST",
            "/api/appointments",
            new
            {
                userId = "somebody",
                appointmentType = "consultation",
                providerId = "{provider}",
                start = "2026-12-01T09:10:00Z",
            },
            "AAAOA"
        ),
        ("GET", "/api/appointments?providerId={provider}", null, "AAAL-"),
        ("GET", "/api/appointments?userId={client}", null, "AAAL-"),
        ("GET", "/api/appointments/{appointment}", null, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/confirm", null, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/reschedule", new { start = "2026-11-24T15:07:00Z" }, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/cancel", null, "AAAO-"),
        ("GET", "/api/users/{client}/appointments", null, "AAAL-"),
        ("POST", "/api/users/{client}/appointments", new { start = "2026-12-02T09:10" }, "AAAAA"),
        ("GET", "/api/events?limit=200", null, "AAAL-"),
        // A stream does not end; a wrong place is said after the role was looked at.
        ("GET", "/api/events/stream?after=x", null, "AAAA-"),
        ("POST", "/api/appointments/{appointment}/manage-link", null, "AAAO-"),
        ("GET", "/api/messages?appointmentId={appointment}", null, "AAA--"),
        ("POST", "/api/messages/0000000000000000/retry", null, "AAA--"),
        ("GET", "/api/audit", null, "AA---"),
        ("GET", "/api/clients/{client}/export", null, "AA---"),
        ("POST", "/api/clients/{client}/erase", new { reason = 7 }, "AA---"),
        ("POST", "/api/webhooks", new { url = "nowhere" }, "AA---"),
        ("GET", "/api/webhooks", null, "AA---"),
        ("GET", "/api/webhooks/0000000000000000", null, "AA---"),
        ("PATCH", "/api/webhooks/0000000000000000", new { enabled = false }, "AA---"),
        ("DELETE", "/api/webhooks/0000000000000000", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/rotate-secret", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/test", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/replay", new { after = "0" }, "AA---"),
        ("GET", "/api/webhooks/0000000000000000/deliveries", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/deliveries/0000000000000000/retry", null, "AA---"),
        ("GET", "/api/keys", null, "AA---"),
        ("POST", "/api/keys", new { name = "K", role = "reception" }, "AA---"),
        ("DELETE", "/api/keys/0000000000000000", null, "AA---"),
        ("GET", "/api/me", null, "AAAAA"),
        ("GET", "/api/accounts", null, "A----"),
        (
            "POST",
            "/api/accounts",
            new
            {
                email = "",
                name = "N",
                role = "reception",
            },
            "A----"
        ),
        ("PATCH", "/api/accounts/0000000000000000", new { disabled = true }, "A----"),
    ];

    /// <summary>Such as stands in an answer for what is not one's own.</summary>
    private static readonly string[] Foreign = ["ben-client", "\"ben\""];

    [Theory, OnEachDatabase]
    public async Task Every_role_on_every_route(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var (own, foreign) = (await CalendarAsync(app, "anna"), await CalendarAsync(app, "ben"));
        var owner = await app.MakeKeyAsync("owner");
        var wrong = new List<string>();
        foreach (var (role, i) in Roles.Select((role, i) => (role, i)))
        {
            var key = role == "owner" ? owner : await app.MakeKeyAsync(role, role == "provider" ? "anna" : null, owner);
            foreach (var (method, path, body, may) in Matrix)
            {
                var (onOwn, onForeign) = (await SendAsync(own, key), await SendAsync(foreign, key));
                if (!IsRight(may[i], onOwn, onForeign))
                {
                    wrong.Add(
                        $"{role} {method} {path}: {onOwn.Status} on its own, {onForeign.Status} on another's, where {may[i]} is meant. {onForeign.Body}"
                    );
                }

                Task<Answer> SendAsync(Calendar calendar, params (string, string)[] headers) =>
                    app.SendAsync(
                        new HttpMethod(method),
                        calendar.In(path),
                        body is null ? null : calendar.In(System.Text.Json.JsonSerializer.Serialize(body)),
                        headers
                    );
            }
        }

        foreach (var (method, path, _, _) in Matrix)
        {
            var nobody = await app.SendAsync(new HttpMethod(method), own.In(path), null);
            if (nobody.Problem != "unauthenticated" || nobody.Headers.WwwAuthenticate.ToString() != "Bearer")
            {
                wrong.Add($"nobody {method} {path}: {nobody.Status}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_route_stands_in_the_matrix_and_says_what_it_needs()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var gated = app.Routes.Where(r => Gates.Of(r) is Gate.Api or Gate.Office).ToList();
        Assert.True(gated.Count > 50);
        Assert.Empty(gated.Where(r => r.Metadata.OfType<Permission>().Count() != 1).Select(r => r.DisplayName));
        Assert.Empty(app.Routes.Where(r => Gates.Of(r) is null).Select(r => r.DisplayName));

        var known = Matrix.Select(m => $"{m.Method} {m.Path.Split('?')[0]}").Select(Shape).ToHashSet();
        var routes = gated
            .Where(r => Gates.Of(r) == Gate.Api)
            .SelectMany(r =>
                r.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()
                    .Last()
                    .HttpMethods.Select(method => Shape($"{method} {r.RoutePattern.RawText!.TrimEnd('/')}"))
            );
        Assert.Empty(routes.Except(known));
    }

    private static bool IsRight(char may, Answer own, Answer foreign) =>
        may switch
        {
            'A' => IsLetIn(own) && IsLetIn(foreign),
            'O' => IsLetIn(own) && own.Status != 404 && foreign.Status == 404,
            'L' => own.Status == 200 && foreign.Status == 200 && !Foreign.Any(own.Body.Contains) && !Foreign.Any(foreign.Body.Contains),
            _ => own is { Status: 403, Problem: "forbidden" } && foreign.Status == 403 && own.Text("needs").Length > 0,
        };

    private static bool IsLetIn(Answer answer) => answer.Status is not (401 or 403 or 405) && answer.Status < 500;

    /// <summary>A path whose ids are all the same.</summary>
    private static string Shape(string route) =>
        string.Join('/', route.Split('/').Select(part => part.StartsWith('{') || part is "visit" or "0000000000000000" ? "*" : part));

    /// <summary>A provider with an appointment that one client has.</summary>
    private static async Task<Calendar> CalendarAsync(TestApp app, string provider)
    {
        await app.OpenProviderAsync(provider);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = $"{provider}-client",
                    firstName = "Client",
                    lastName = provider,
                }
            )
        ).Expect(201);
        var id = (await app.BookAsync($"{provider}-client", "consultation", provider, "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        return new(provider, $"{provider}-client", id);
    }

    private sealed record Calendar(string Provider, string Client, string Appointment)
    {
        public string In(string text) =>
            text.Replace("{provider}", Provider).Replace("{client}", Client).Replace("{appointment}", Appointment);
    }
}
