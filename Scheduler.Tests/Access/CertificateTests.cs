using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Access;

/// <summary>The keys that seal sessions, encrypted with a certificate: whoever reads the database makes no session.</summary>
public sealed class CertificateTests
{
    [Theory, OnEachDatabase]
    public async Task Keys_are_encrypted_and_instances_with_the_certificate_share_sessions(DatabaseProvider database)
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-certificate-");
        var file = Path.Combine(folder.FullName, "keys.pfx");
        await File.WriteAllBytesAsync(file, Make("a password"));
        string[] settings = ["Access:Certificate", file, "Access:CertificatePassword", "a password"];
        await using var app = await TestApp.StartAsync(database, TestApp.Now, settings);
        using var owner = await Visitor.SetUpAsync(app);
        await using (var db = Contexts.Open(database, app.Database.ConnectionString))
        {
            var xml = Assert.Single(await db.ProtectionKeys.Select(k => k.Xml).ToListAsync());
            Assert.Contains("<EncryptedData", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        }

        await using var other = app.StartAnother(settings);
        using var there = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = other.Url };
        there.DefaultRequestHeaders.Add("Cookie", $"scheduler-local={Assert.Single(owner.Cookies).Value}");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await there.GetAsync("/api/me")).StatusCode);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_said_at_the_start()
    {
        var (code, error) = await ChildProcess.RunAsync(60, "--Access:Certificate=/nowhere/keys.pfx", "--Urls=http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("Scheduler cannot start", error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/keys.pfx", error, StringComparison.Ordinal);
    }

    private static byte[] Make(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=scheduler", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.Export(X509ContentType.Pfx, password);
    }
}
