using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Scheduler.Tests.Chaos;

namespace Scheduler.Tests.Mail;

/// <summary>Mail over TLS, against a real server: whoever it is that answers there must be who the address says.</summary>
public sealed class MailTlsTests
{
    [Theory]
    [InlineData("--starttls", "smtp"), InlineData("--smtps", "smtps")]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_sent_nothing_and_the_mail_waits(string how, string scheme)
    {
        using var certificate = new TestCertificate();
        await using var server = await MailServer.StartAsync(how, certificate.Key, certificate.File);
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Mail:Server",
            $"{scheme}://user:p%40ss@localhost:{server.Port}",
            "Mail:From",
            "office@example.org"
        );
        await app.AddAddresseeAsync("alice");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        JsonElement message = default;
        await Eventually.TrueAsync(
            async () =>
                (await app.GetAsync($"/api/messages?appointmentId={id}")).Expect(200)["items"].EnumerateArray().ToList() is [var only]
                && (message = only).GetProperty("error").GetString() is not null,
            "a try has failed"
        );
        Assert.Contains("certificate", message.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("pending", message.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, message.GetProperty("nextAttemptAt").ValueKind);
        Assert.Empty(server.All);
    }

    /// <remarks>Whom a process trusts is known at its start: it is one of its own.</remarks>
    [Theory]
    [InlineData("--starttls", "smtp", "localhost"), InlineData("--smtps", "smtps", "localhost")]
    public async Task A_server_that_is_trusted_takes_it_encrypted(string how, string scheme, string host)
    {
        using var certificate = new TestCertificate();
        await using var server = await MailServer.StartAsync(how, certificate.Key, certificate.File);
        var message = await BookAsync($"{scheme}://user:p%40ss@{host}:{server.Port}", certificate, isSent: true);
        Assert.Equal("sent", message.GetProperty("status").GetString());
        var mail = Assert.Single(server.All);
        Assert.Equal(("alice@example.org", true, "user"), (mail.To, mail.Secure, mail.User));
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_name_is_none()
    {
        using var certificate = new TestCertificate();
        await using var server = await MailServer.StartAsync("--starttls", certificate.Key, certificate.File);
        var message = await BookAsync($"smtp://user:p%40ss@127.0.0.1:{server.Port}", certificate, isSent: false);
        Assert.Contains("certificate", message.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("pending", message.GetProperty("status").GetString());
        Assert.Empty(server.All);
    }

    /// <summary>Books with a service that trusts the certificate, and answers the mail about it once it was tried.</summary>
    private static async Task<JsonElement> BookAsync(string address, TestCertificate certificate, bool isSent)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var service = ApiProcess.StartWithEnvironment(
            ApiProcess.FreePort(),
            ("SSL_CERT_FILE", certificate.File),
            ("ConnectionStrings__Scheduler", database.ConnectionString),
            ("Logging__LogLevel__Default", "Warning"),
            ("Mail__Server", address),
            ("Mail__From", "office@example.org")
        );
        await service.ReadyAsync();
        using var http = new HttpClient { BaseAddress = service.Url };
        await PostAsync(
            "/api/clients",
            new
            {
                id = "alice",
                firstName = "A",
                lastName = "B",
                email = "alice@example.org",
            }
        );
        var booked = await PostAsync("/api/appointments", new { userId = "alice", start = "2030-11-25T09:00" });
        JsonElement message = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var page = await http.GetFromJsonAsync<JsonElement>($"/api/messages?appointmentId={booked.GetProperty("id").GetString()}");
                return page.GetProperty("items").EnumerateArray().ToList() is [var only]
                    && (message = only).GetProperty(isSent ? "sentAt" : "error").ValueKind != JsonValueKind.Null;
            },
            "the mail was tried"
        );
        return message;

        async Task<JsonElement> PostAsync(string path, object body)
        {
            var answer = await http.PostAsJsonAsync(path, body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    /// <summary>A certificate of <c>localhost</c> that vouches for itself, and its key, in files.</summary>
    private sealed class TestCertificate : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-tls-");

        public TestCertificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
            System.IO.File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        }

        public string File => Path.Combine(folder.FullName, "certificate.pem");

        public string Key => Path.Combine(folder.FullName, "key.pem");

        public void Dispose() => folder.Delete(recursive: true);
    }
}
