using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>Disk, mail and proxy.</summary>
internal static class DoctorOfSurroundings
{
    private const long Gigabyte = 1L << 30;

    public static Task<IEnumerable<Finding>> DiskAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider == DatabaseProvider.Postgres)
        {
            return Of(Finding.Ok("disk", "the database server's, which is not seen from here"));
        }

        var folder = Path.GetDirectoryName(SchedulerDatabase.SqliteFile(options.ConnectionString))!;
        if (!Directory.Exists(folder))
        {
            return Of(Finding.Warn("disk", $"the folder {folder} is not there yet"));
        }

        var free = DiskSpace.Free(folder);
        var says = $"{free / (1L << 20)} MB are free at {folder}";
        return Of(
            free < DiskSpace.Least ? Finding.Fail("disk", $"{says}: too few to take bookings")
            : free < Gigabyte ? Finding.Warn("disk", says)
            : Finding.Ok("disk", says)
        );
    }

    public static async Task<IEnumerable<Finding>> MailAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<MailOptions>>().Value;
        if (!string.IsNullOrEmpty(options.Directory))
        {
            return
            [
                Directory.Exists(options.Directory)
                    ? Finding.Ok("mail", $"mails are written into {Path.GetFullPath(options.Directory)}, and sent by nobody")
                    : Finding.Warn("mail", $"the folder {options.Directory} is not there yet"),
            ];
        }

        if (SmtpServer.Parse(options.Server ?? "") is not { } server)
        {
            return [Finding.Warn("mail", "Mail:Server is not set: nobody is sent a confirmation or a reminder")];
        }

        await using var connection = await SmtpConnection.OpenAsync(server, cancellationToken);
        await connection.QuitAsync(cancellationToken);
        return
        [
            server.Security == SmtpSecurity.None
                ? Finding.Warn("mail", $"{server.Host}:{server.Port} takes mail, without encryption")
                : Finding.Ok(
                    "mail",
                    $"{server.Host}:{server.Port} takes mail, encrypted{(server.User is null ? "" : ", and knows who sends")}"
                ),
        ];
    }

    /// <summary>What is believed of a proxy in front, and what one would change.</summary>
    public static Task<IEnumerable<Finding>> ProxyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (configuration, proxies) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<ProxyNetworks>());
        var known = configuration[PublicAddress.BaseSetting];
        return Of(
            string.IsNullOrEmpty(known)
                ? Finding.Warn(
                    "proxy",
                    "PublicBaseUrl is not set: links in mails and calendars name the address at which this process listens"
                )
                : Finding.Ok("proxy", $"links begin with {known}"),
            proxies.Any ? Finding.Ok("proxy", $"X-Forwarded-For, -Proto and -Host are believed from {configuration[ProxyNetworks.Setting]}")
                : known?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true
                    ? Finding.Warn(
                        "proxy",
                        "ProxyNetworks is not set: behind a proxy all callers count as one address, and cookies are sent without TLS's mark"
                    )
                : Finding.Ok("proxy", "ProxyNetworks is not set: no proxy is believed")
        );
    }

    private static Task<IEnumerable<Finding>> Of(params Finding[] findings) => Task.FromResult<IEnumerable<Finding>>(findings);
}
