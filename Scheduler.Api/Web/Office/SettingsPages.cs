using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;

namespace Scheduler.Api.Web.Office;

/// <summary>The forms of the office's settings: what it says of itself, and its zone.</summary>
/// <param name="Logo">The address of its picture.</param>
/// <param name="IsZoneFixed">Whether the service's own settings say the zone.</param>
public sealed record SettingsModel(FormState Form, FormState Zone, string? Logo, string TimeZone, bool IsZoneFixed, Notice? Notice);

/// <summary>What another zone would change, before it is saved.</summary>
public sealed record ZoneModel(string Former, string Zone, IReadOnlyList<(string When, string Who)> Affected, int Count);

/// <summary>The office's settings: see and change.</summary>
internal static class SettingsPages
{
    public const string Path = "/office/settings";
    private const string ZonePath = Path + "/zone";

    /// <summary>Shown on the page of what would change; there may be more.</summary>
    private const int MostShown = 50;

    public static void MapSettingsPages(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("").Needs(Permission.ManageSettings);
        app.MapPage(Path, ShowAsync);
        app.MapPost(Path, SaveAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(OfficeBodies.MaxBytes));
        app.MapPost(ZonePath, SaveZoneAsync);
    }

    private static async Task<IResult> ShowAsync(string? done, ChangeSettings settings, OfficeZone zone, HttpContext http) =>
        await PageAsync(
            settings,
            zone,
            http,
            null,
            null,
            done is null ? null : new Notice("Saved", "Pages and mails show it from now on.", "ok")
        );

    private static async Task<IResult> SaveAsync(HttpContext http, ChangeSettings change, OfficeZone zone)
    {
        var form = await FormState.ReadAsync(http);
        var errors = new RequestErrors();
        var logo = await LogoAsync(http, form, errors);
        if (errors.Any)
        {
            form.Add(errors.Refusal, "logo");
            return await PageAsync(change, zone, http, form, null, null, StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await change.RunAsync(
            new OfficeChanges
            {
                PracticeName = form.Text("practiceName"),
                Address = form.Text("address"),
                Phone = form.Text("phone"),
                Email = form.Text("email"),
                Website = form.Text("website"),
                Logo = logo,
                AccentColour = form["ownColour"].Length == 0 ? null : form.Text("accentColour"),
                ImprintUrl = form.Text("imprintUrl"),
                PrivacyText = form.Text("privacyText"),
                Languages = new Field<IReadOnlyList<string>>(form["languages"].Split(',', StringSplitOptions.RemoveEmptyEntries), true),
                DefaultLanguage = form["defaultLanguage"],
                WeekStart = form["weekStart"],
            },
            preview: false,
            form.Precondition,
            http.RequestAborted
        );
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther($"{Path}?done=saved");
        }

        form.Add(refusal, "practiceName");
        return await PageAsync(change, zone, http, form, null, null, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SaveZoneAsync(HttpContext http, ChangeSettings change, OfficeZone zone, SchedulerDbContext db)
    {
        var form = await FormState.ReadAsync(http);
        var (former, changes) = (zone.Current.Id, new OfficeChanges { TimeZone = form["timeZone"] });
        var sure = form["sure"].Length > 0;
        var outcome = await change.RunAsync(changes, preview: !sure, null, http.RequestAborted);
        if (outcome.Value is { } changed && !sure)
        {
            if (changed.Affected.Count > 0)
            {
                return Pages.Show<ZonePage>(await ModelAsync(http, db, former, changed));
            }

            outcome = await change.RunAsync(changes, preview: false, null, http.RequestAborted);
        }

        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther($"{Path}?done=zone");
        }

        form.Add(refusal, "timeZone");
        return await PageAsync(change, zone, http, null, form, null, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Nothing was sent where the picture is to stay.</summary>
    private static async Task<Field<string?>> LogoAsync(HttpContext http, FormState form, RequestErrors errors)
    {
        var file = (await http.Request.ReadFormAsync(http.RequestAborted)).Files["logo"];
        if (file is not { Length: > 0 })
        {
            return form["removeLogo"].Length > 0 ? new Field<string?>(null, true) : default;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, http.RequestAborted);
        return PictureFile.Of("logo", file.ContentType, bytes.ToArray(), errors) is null
            ? default
            : new Field<string?>($"data:{file.ContentType};base64,{Convert.ToBase64String(bytes.ToArray())}", true);
    }

    private static async Task<ZoneModel> ModelAsync(HttpContext http, SchedulerDbContext db, string former, ChangedSettings changed)
    {
        var shown = changed.Affected.Take(MostShown).ToList();
        var viewer = Viewer.Of(http, changed.Zone.Id, changed.Zone);
        var names = await Names.OfAsync(db, shown.Select(a => a.UserId), http.RequestAborted);
        return new ZoneModel(
            former,
            changed.Zone.Id,
            shown.ConvertAll(a => ($"{viewer.Day(a.StartUtc)}, {viewer.Span(a.StartUtc, a.EndUtc)}", names[a.UserId])),
            changed.Affected.Count
        );
    }

    private static async Task<IResult> PageAsync(
        ChangeSettings settings,
        OfficeZone zone,
        HttpContext http,
        FormState? form,
        FormState? zoneForm,
        Notice? notice,
        int status = StatusCodes.Status200OK
    )
    {
        var read = await settings.ReadAsync(http.RequestAborted);
        var s = read.Settings;
        form ??= new FormState(
            ("practiceName", s.PracticeName),
            ("address", s.Address),
            ("phone", s.Phone),
            ("email", s.Email),
            ("website", s.Website),
            ("ownColour", s.AccentColour is null ? null : "on"),
            ("accentColour", s.AccentColour ?? "#0b57d0"),
            ("imprintUrl", s.ImprintUrl),
            ("privacyText", s.PrivacyText),
            ("languages", string.Join(',', s.Languages)),
            ("defaultLanguage", s.DefaultLanguage),
            ("weekStart", Weekdays.Word(s.WeekStart)),
            (FormState.Version, $"{s.Version}")
        );
        return Pages.Show<SettingsPage>(
            new SettingsModel(
                form,
                zoneForm ?? new FormState(("timeZone", read.Zone.Id)),
                PictureFile.Path(s.Logo),
                read.Zone.Id,
                zone.IsFixed,
                notice
            ),
            status
        );
    }
}
