using Microsoft.AspNetCore.Routing;
using Scheduler.Api.Http;

namespace Scheduler.Tests.Http;

/// <summary>A parameter of a query that nobody reads is refused on every route, and the others are those that the document names.</summary>
public sealed class KnownParameterTests
{
    [Fact]
    public async Task Every_route_refuses_a_parameter_that_it_does_not_know()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200)["paths"];
        var tried = 0;
        foreach (var route in app.Routes.Where(r => Gates.Of(r) == Gate.Api))
        {
            var pattern = $"/{route.RoutePattern.RawText!.Trim('/')}";
            var path = string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? "x" : part));
            foreach (var method in route.Metadata.OfType<HttpMethodMetadata>().Last().HttpMethods)
            {
                var answer = await app.SendAsync(new HttpMethod(method), $"{path}?nonsense=1", null);
                answer.Expect(400, "invalid-request");
                Assert.Equal(["nonsense"], answer["errors"].EnumerateObject().Select(e => e.Name));
                tried++;
                if (document.TryGetProperty(pattern, out var described))
                {
                    Assert.Equal(Documented(described.GetProperty(method.ToLowerInvariant())), KnownParameters.Of(route).Order());
                }
            }
        }

        Assert.True(tried > 50, $"Only {tried} routes were tried.");
    }

    [Fact]
    public async Task Names_are_known_in_any_case_and_all_that_are_not_are_named()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.GetAsync("/api/clients?Limit=1")).Expect(200);
        var answer = (await app.GetAsync("/api/clients?limit=1&page=2&sort=name")).Expect(400, "invalid-request");
        Assert.Equal(["page", "sort"], answer["errors"].EnumerateObject().Select(e => e.Name));
        (await app.GetAsync("/api/clients?=1")).Expect(400, "invalid-request");
    }

    private static IEnumerable<string> Documented(System.Text.Json.JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(p => p.GetProperty("in").GetString() == "query")
                .Select(p => p.GetProperty("name").GetString()!)
                .Order()
            : [];
}
