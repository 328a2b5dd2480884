using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>How the settings are stored: a row for each that is set, and one with their version.</summary>
internal static class SettingRows
{
    private const string Prefix = "office.";

    /// <summary>The row with the name of the practice's picture.</summary>
    public const string Logo = Prefix + "logo";
    private const string VersionName = Prefix + "version";

    private static readonly (string Name, Func<OfficeSettings, string?> Of, Func<OfficeSettings, string, OfficeSettings> With)[] Fields =
    [
        ("practiceName", s => s.PracticeName, (s, v) => s with { PracticeName = v }),
        ("address", s => s.Address, (s, v) => s with { Address = v }),
        ("phone", s => s.Phone, (s, v) => s with { Phone = v }),
        ("email", s => s.Email, (s, v) => s with { Email = v }),
        ("website", s => s.Website, (s, v) => s with { Website = v }),
        ("logo", s => s.Logo, (s, v) => s with { Logo = v }),
        ("accentColour", s => s.AccentColour, (s, v) => s with { AccentColour = v }),
        ("imprintUrl", s => s.ImprintUrl, (s, v) => s with { ImprintUrl = v }),
        ("privacyText", s => s.PrivacyText, (s, v) => s with { PrivacyText = v }),
        ("languages", s => string.Join(',', s.Languages), (s, v) => s with { Languages = v.Split(',') }),
        ("defaultLanguage", s => s.DefaultLanguage, (s, v) => s with { DefaultLanguage = v }),
        ("weekStart", s => Weekdays.Word(s.WeekStart), (s, v) => s with { WeekStart = Weekdays.Read(v) ?? DayOfWeek.Monday }),
    ];

    public static async Task<OfficeSettings> ReadAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db
            .Settings.AsNoTracking()
            .Where(s => s.Name.StartsWith(Prefix))
            .ToDictionaryAsync(s => s.Name, s => s.Value, StringComparer.Ordinal, cancellationToken);
        var settings = OfficeSettings.Unset with
        {
            Version = rows.TryGetValue(VersionName, out var version) ? int.Parse(version, CultureInfo.InvariantCulture) : 1,
        };
        return Fields.Aggregate(
            settings,
            (read, field) => rows.TryGetValue(Prefix + field.Name, out var value) ? field.With(read, value) : read
        );
    }

    /// <summary>The names of the fields in which two differ.</summary>
    public static IReadOnlyList<string> Differences(OfficeSettings one, OfficeSettings other) =>
        [.. Fields.Where(f => f.Of(one) != f.Of(other)).Select(f => f.Name)];

    /// <summary>Stores what <paramref name="changed"/> says in place of <paramref name="old"/>, whose version it follows.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The settings have another version by now.</exception>
    public static async Task SaveAsync(SchedulerDbContext db, OfficeSettings old, OfficeSettings changed)
    {
        var (before, after) = (Text(old.Version), Text(changed.Version));
        await db.InsertRowsAsync(NewRow.IfAbsent(new Setting { Name = VersionName, Value = before }));
        // The version first: it decides against any other change at the same instant.
        if (
            await db
                .Settings.Where(s => s.Name == VersionName && s.Value == before)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, after)) == 0
        )
        {
            throw new DbUpdateConcurrencyException();
        }

        foreach (var (name, of, _) in Fields.Where(f => f.Of(old) != f.Of(changed)))
        {
            var row = Prefix + name;
            await db.Settings.Where(s => s.Name == row).ExecuteDeleteAsync();
            if (of(changed) is { } value)
            {
                await db.InsertRowsAsync(NewRow.Of(new Setting { Name = row, Value = value }));
            }
        }

        static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
    }
}
