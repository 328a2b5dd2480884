using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Says in one line why the service cannot start.</summary>
internal static class StartFailure
{
    /// <summary>Assemblies that throw for what they were told, and hardly for anything else.</summary>
    private static readonly string[] ReadsSettings = ["Microsoft.Extensions.Configuration", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>
    /// What is wrong, where it is a setting, an address or a certificate; null for a defect, of which the trace tells more.
    /// </summary>
    public static string? Reason(Exception e) =>
        e switch
        {
            StartException or OptionsValidationException => OneLine(e.Message),
            SocketException => OneLine($"An address of Urls cannot be listened on: {e.Message}."),
            IOException or UnauthorizedAccessException or CryptographicException or InvalidDataException => OneLine(
                $"{e.Message} {e.InnerException?.Message}"
            ),
            InvalidOperationException { Source: "Microsoft.Extensions.Logging.Configuration" } => OneLine($"Logging:LogLevel: {e.Message}"),
            _ when Array.Exists(ReadsSettings, source => e.Source?.StartsWith(source, StringComparison.Ordinal) == true) => OneLine(
                $"{e.Message} {e.InnerException?.Message}"
            ),
            _ => null,
        };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
}
