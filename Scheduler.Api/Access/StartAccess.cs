using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Api.Jobs;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Who may do what: options, keys, accounts, sessions, and the operations on them.</summary>
public static class StartAccess
{
    /// <summary>Of PBKDF2 with HMAC-SHA512, as OWASP asked for in 2025.</summary>
    private const int HashIterations = 210_000;

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OpenDoor>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<LastUses>();
        services.AddHostedService(services => services.GetRequiredService<LastUses>());
        services.AddSingleton<Callers>();
        AddAccounts(services);
        AddSessions(services);
        AddProtection(services, builder.Configuration.GetSection(AccessOptions.Section));
        Type[] operations =
        [
            typeof(CreateKey),
            typeof(FindKeys),
            typeof(RevokeKey),
            typeof(CreateAccount),
            typeof(FindAccounts),
            typeof(ChangeAccount),
            typeof(InviteAgain),
            typeof(SetPassword),
            typeof(SignIn),
            typeof(SecondFactor),
            typeof(PresentPassword),
            typeof(Passkeys),
            typeof(BeginSession),
            typeof(EndSession),
            typeof(EndSessions),
            typeof(FindSessions),
        ];
        foreach (var operation in operations)
        {
            services.AddScoped(operation);
        }
    }

    /// <summary>Keeps out the framework's middleware of sessions, which the builder would put before everything else.</summary>
    /// <remarks>
    /// The gate asks for the session where it needs one. The middleware would look for a cookie in every request, for 4 % of a booking's
    /// processor time, and without a scheme to look for still take 2 %.
    /// </remarks>
    public static void UseOwnSessions(this IApplicationBuilder app) => app.Properties["__AuthenticationMiddlewareSet"] = true;

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IdentityErrorDescriber>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // Whoever signs in says no name, and no second factor is asked for.
            options.ResidentKeyRequirement = "required";
            options.UserVerificationRequirement = "required";
        });
        // It keeps nothing of a request.
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<AccountRing>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<SecondFactorSeal>();
        services.AddScoped<Users>();
        services.AddScoped<AccountWrites>();
        services.AddSingleton<SetupLink>();
        services.AddHostedService(services => services.GetRequiredService<SetupLink>());
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionRing>();
        services.AddSingleton<Job, ForgetSessions>();
        services.AddAuthentication().AddCookie(Sessions.Scheme);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, Sessions.Setup>();
    }

    /// <summary>The keys that seal cookies: in the database, and encrypted there where a certificate is set.</summary>
    private static void AddProtection(IServiceCollection services, IConfigurationSection access)
    {
        var protection = services.AddDataProtection().SetApplicationName("scheduler");
        if (access[nameof(AccessOptions.Certificate)] is { Length: > 0 } file)
        {
            protection.ProtectKeysWithCertificate(
                X509CertificateLoader.LoadPkcs12FromFile(file, access[nameof(AccessOptions.CertificatePassword)])
            );
        }

        services.AddSingleton<StoredProtectionKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = services.GetRequiredService<StoredProtectionKeys>()
        ));
        // It makes a key at each first start, though nobody may ever sign in: the first session does.
        var early = services.Single(s =>
            s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"
        );
        services.Remove(early);
    }
}
