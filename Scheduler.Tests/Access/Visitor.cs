using System.Net;

namespace Scheduler.Tests.Access;

/// <summary>A browser without scripts: it keeps cookies, sends forms as our pages do, and does not go where an answer leads.</summary>
internal sealed class Visitor : IDisposable
{
    public const string Password = "a long walk by the sea";

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    /// <param name="agent">What the browser says of itself.</param>
    public Visitor(TestApp app, string? agent = null)
    {
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = app.Url };
        if (agent is not null)
        {
            http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        }
    }

    public IReadOnlyList<Cookie> Cookies => [.. cookies.GetAllCookies().Cast<Cookie>()];

    /// <summary>Somebody of the office who has signed in.</summary>
    public static async Task<Visitor> OfAsync(TestApp app, string email)
    {
        var visitor = new Visitor(app);
        (await visitor.SignInAsync(email, Password)).Expect(303);
        return visitor;
    }

    /// <summary>The first account, made on the page.</summary>
    public static async Task<Visitor> SetUpAsync(TestApp app, string email = "owner@example.org")
    {
        var visitor = new Visitor(app);
        (await visitor.SendAsync("/setup", ("name", "Owner"), ("email", email), ("password", Password))).Expect(303);
        return visitor;
    }

    /// <summary>Invites somebody, who accepts and signs in.</summary>
    public async Task<Visitor> InviteAsync(TestApp app, string email, string role, string? providerId = null)
    {
        var invited = (
            await PostJsonAsync(
                "/api/accounts",
                new
                {
                    email,
                    name = $"The {role}",
                    role,
                    providerId,
                }
            )
        ).Expect(201);
        var visitor = new Visitor(app);
        var query = new Uri(invited.Text("invitationUrl")).Query;
        (await visitor.SendAsync("/setup", ("invitation", query[(query.IndexOf('=') + 1)..]), ("password", Password))).Expect(303);
        return visitor;
    }

    public Task<Answer> SignInAsync(string email, string password, string back = "/") =>
        SendAsync("/sign-in", ("email", email), ("password", password), ("return", back));

    public Task<Answer> GetAsync(string path) => AnswerAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> SendAsync(string path, params (string Name, string Value)[] fields) =>
        SendWithAsync(path, ("Sec-Fetch-Site", "same-origin"), fields);

    public Task<Answer> SendWithAsync(string path, (string Name, string Value) header, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        request.Headers.Add(header.Name, header.Value);
        return AnswerAsync(request);
    }

    public Task<Answer> PostJsonAsync(string path, object body, string method = "POST")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return AnswerAsync(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> AnswerAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            return new Answer(
                $"{request.Method} {request.RequestUri}",
                (int)response.StatusCode,
                response.Headers,
                response.Content.Headers,
                await response.Content.ReadAsStringAsync()
            );
        }
    }
}
