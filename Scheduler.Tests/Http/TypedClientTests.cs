using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Http;

/// <summary>The clients that the usual generators make from the OpenAPI document compile and work as they come, without a change by
/// hand.</summary>
public sealed class TypedClientTests
{
    private const string Reason = "There are no generators: npm ci in Scheduler.Tests.";

    [Theory, OnEachDatabase]
    public async Task A_whole_consultation_through_NSwags_client(DatabaseProvider database)
    {
        Skip.Missing(!GeneratedClients.AreThere, Reason);
        await using var app = await TestApp.StartAsync(database);
        var consultation = await GeneratedClients.CSharpAsync(app);
        await consultation(app.Http);
    }

    /// <summary>A key is a header that a caller sets once; from the first on nobody is let in without.</summary>
    [Fact]
    public async Task A_whole_consultation_through_NSwags_client_with_a_key()
    {
        Skip.Missing(!GeneratedClients.AreThere, Reason);
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var consultation = await GeneratedClients.CSharpAsync(app);
        var (name, value) = await app.MakeKeyAsync("manager");
        using var http = new HttpClient { BaseAddress = app.Url };
        http.DefaultRequestHeaders.Add(name, value);
        await consultation(http);
        (await app.GetAsync("/api/clients")).Expect(401, "unauthenticated");
    }

    [Fact]
    public async Task A_whole_consultation_with_the_types_of_openapi_typescript()
    {
        Skip.Missing(!GeneratedClients.AreThere, Reason);
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var folder = await GeneratedClients.TypeScriptAsync(app);
        var compiler = GeneratedClients.Module("typescript", "bin", "tsc");
        var types = Path.Combine(folder, "node.d.ts");
        await File.WriteAllTextAsync(types, "declare const process: { argv: string[] };");
        await GeneratedClients.RunAsync(
            "node",
            compiler,
            "--strict",
            "--noUncheckedIndexedAccess",
            "--exactOptionalPropertyTypes",
            "--target",
            "es2022",
            "--module",
            "esnext",
            "--moduleResolution",
            "bundler",
            "--lib",
            "es2022,dom,dom.iterable",
            "--outDir",
            folder,
            types,
            Path.Combine(folder, "consultation.mts")
        );
        var url = app.Url.ToString().TrimEnd('/');
        Assert.Equal("done\n", await GeneratedClients.RunAsync("node", Path.Combine(folder, "consultation.mjs"), url));
    }

    [Fact]
    public async Task The_document_keeps_the_recommended_rules_of_a_linter()
    {
        Skip.Missing(!Directory.Exists(GeneratedClients.Module("@redocly", "cli")), "There is no linter: npm ci in Scheduler.Tests.");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var folder = Directory.CreateTempSubdirectory("scheduler-openapi-").FullName;
        var file = Path.Combine(folder, "openapi.json");
        await File.WriteAllTextAsync(file, (await app.GetAsync("/openapi/v1.json")).Expect(200).Body);
        // A project without a licence cannot name one.
        await GeneratedClients.RunAsync(
            "node",
            GeneratedClients.Module(".bin", "redocly"),
            "lint",
            "--extends",
            "recommended",
            "--skip-rule",
            "info-license",
            file
        );
        Directory.Delete(folder, recursive: true);
    }
}
