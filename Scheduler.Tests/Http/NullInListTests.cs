using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Http;

/// <summary>JSON may have null in a list of texts, whatever the type says: it is the caller's fault, and nothing is stored.</summary>
public sealed class NullInListTests
{
    [Theory]
    [InlineData("POST", "/api/webhooks", """{"url":"https://example.org/hook","events":[null]}""")]
    [InlineData("POST", "/api/webhooks", """{"url":"https://example.org/hook","include":[null]}""")]
    [InlineData("POST", "/api/keys", """{"name":"x","role":"public","origins":[null]}""")]
    [InlineData("POST", "/api/clients", """{"id":"x","firstName":"A","lastName":"B","tags":[null]}""")]
    [InlineData("PATCH", "/api/clients/noor", """{"tags":[null]}""")]
    [InlineData("POST", "/api/providers", """{"id":"x","name":"X","timeZone":"UTC","languages":[null]}""")]
    [InlineData("POST", "/api/providers", """{"id":"x","name":"X","timeZone":"UTC","appointmentTypes":[null]}""")]
    [InlineData("PATCH", "/api/providers/anna", """{"languages":[null]}""")]
    [InlineData("PATCH", "/api/providers/anna", """{"appointmentTypes":[null]}""")]
    [InlineData("PATCH", "/api/settings", """{"languages":[null]}""")]
    [InlineData("POST", "/api/appointments", """{"userId":"x","start":"2026-11-23T09:00","providerIds":[null]}""")]
    [InlineData("POST", "/api/appointments/proposals", """{"appointmentIds":[null],"providers":"any"}""")]
    public async Task A_null_is_refused(string method, string path, string body)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var answer = method == "POST" ? await app.PostAsync(path, body) : await app.PatchAsync(path, body);
        answer.Expect(400, "invalid-request");
    }
}
