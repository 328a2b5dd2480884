using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Tests.Access;

/// <summary>Who may do what: every role on every route of the API, on what is its own and on what is somebody else's.</summary>
public sealed class MatrixTests
{
    /// <summary>In the order of the columns of <see cref="MatrixRows"/>.</summary>
    private static readonly string[] Roles = ["owner", "manager", "reception", "provider", "public"];

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
            foreach (var (method, path, body, may) in MatrixRows.All)
            {
                var (onOwn, onForeign) = (await SendAsync(own, key), await SendAsync(foreign, key));
                if (!IsRight(may[i], onOwn, onForeign))
                {
                    wrong.Add(
                        $"{role} {method} {path}: {onOwn.Status} on its own, {onForeign.Status} on another's, "
                            + $"where {may[i]} is meant. {onForeign.Body}"
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

        foreach (var (method, path, _, _) in MatrixRows.All)
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

        var known = MatrixRows.All.Select(m => $"{m.Method} {m.Path.Split('?')[0]}").Select(Shape).ToHashSet();
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
