using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>A key to make.</summary>
/// <param name="ExpiresUtc">Null: in a year.</param>
public sealed record KeyDetails(
    string Name,
    string Role,
    string? ProviderId = null,
    DateTime? ExpiresUtc = null,
    IReadOnlyList<string>? Origins = null
);

/// <summary>A key that was made, and its text, which nobody can read again.</summary>
public sealed record CreatedKey(ApiKey Key, KeyText Text);

/// <summary>Makes a key. The first one closes the door to whoever has none.</summary>
public sealed class CreateKey(SchedulerDbContext db, WriteQueue writes, KeyRing ring, OpenDoor door, OperationContext context)
{
    private const int MaxOrigins = 20;

    public async Task<Outcome<CreatedKey>> RunAsync(KeyDetails details, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        if (await CheckAsync(details, nowUtc, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var role = RoleWords.Stored(details.Role);
        if (!KeyRules.MayHandle(context.Actor, role))
        {
            return new Refusal(RefusalType.Forbidden, $"A manager makes keys of lesser roles alone, not of '{details.Role}'.").With(
                "needs",
                RoleWords.Of(Role.Owner)
            );
        }

        var text = KeyText.Make(role == Role.Public);
        var key = new ApiKey
        {
            Id = text.Id,
            SecretHash = text.SecretHash,
            Name = details.Name,
            Role = details.Role,
            ProviderId = details.ProviderId,
            Origins = [.. details.Origins ?? []],
            CreatedUtc = nowUtc,
            ExpiresUtc = details.ExpiresUtc ?? nowUtc.AddYears(1),
        };
        var outcome = await RowWrites.CreateAsync(
            writes,
            key,
            "key",
            key.Id,
            k => KeyRules.EventOf(EventTypes.KeyCreated, k, context),
            cancellationToken
        );
        if (outcome.Value is null)
        {
            return outcome.Refusal!;
        }

        door.Close();
        ring.Forget(key.Id);
        return new CreatedKey(key, text);
    }

    private async Task<Refusal?> CheckAsync(KeyDetails details, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.Text("name", details.Name, Limits.Name, required: true);
        var role = RoleWords.Read(details.Role);
        if (role is null)
        {
            errors.Add("role", $"must be one of {string.Join(", ", RoleWords.All)}");
        }

        await RoleProviders.CheckAsync(db, role, details.ProviderId, errors, cancellationToken);
        errors.Instant("expiresAt", details.ExpiresUtc);
        if (details.ExpiresUtc <= nowUtc)
        {
            errors.Add("expiresAt", "must lie ahead");
        }

        var origins = details.Origins ?? [];
        if (origins.Count > 0 && role is not (null or Role.Public))
        {
            errors.Add("origins", "are for public keys alone: any other key must be kept out of web pages");
        }

        if (origins.Count > MaxOrigins)
        {
            errors.Add("origins", $"must be at most {MaxOrigins}");
        }

        if (origins.Select(origin => origin ?? "").FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
        {
            errors.Add("origins", $"must be origins such as https://www.example.org, without a path, not '{wrong}'");
        }

        return errors.Any ? errors.Refusal : null;
    }

    private static bool IsOrigin(string text) =>
        text.Length <= Limits.Name
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.GetLeftPart(UriPartial.Authority) == text
        && !text.Contains(',');
}
