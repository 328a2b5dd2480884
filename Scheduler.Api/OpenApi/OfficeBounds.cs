using Microsoft.OpenApi;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Api.Questions;
using Scheduler.Data.Model;
using static Scheduler.Api.OpenApi.BoundKinds;

namespace Scheduler.Api.OpenApi;

/// <summary>The part of <see cref="ApiBounds"/> that is about the office, what it offers and what it knows of its clients.</summary>
internal static class OfficeBounds
{
    private const string Id = "^[A-Za-z0-9._@:+-]{1,64}$";
    private const string Time = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private const string TimeOrMidnight = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";
    private const string Colour = "^#[0-9A-Fa-f]{6}$";
    private const string Url = "^https?://";
    private const string File = "^(data:image/(png|svg\\+xml);base64,|/pictures/)";
    private const string Language = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$";

    public static readonly IReadOnlyDictionary<string, Action<OpenApiSchema>> Known = new Dictionary<string, Action<OpenApiSchema>>(
        StringComparer.Ordinal
    )
    {
        ["practiceName"] = Text(Limits.Name),
        ["website"] = Matches(Url, OfficeRules.MaxUrl),
        ["imprintUrl"] = Matches(Url, OfficeRules.MaxUrl),
        ["privacyText"] = Text(OfficeRules.MaxPrivacyText),
        ["accentColour"] = Matches(Colour),
        ["logo"] = Matches(File, PictureFile.MaxText),
        ["photo"] = Matches(File, PictureFile.MaxText),
        ["defaultLanguage"] = Matches(Language),
        ["weekStart"] = OneOf([.. Weekdays.All]),
        ["timeZoneFrom"] = OneOf("settings", "environment"),
        ["SettingsResponse.address"] = Text(OfficeRules.MaxAddress),
        ["SettingsChangedResponse.address"] = Text(OfficeRules.MaxAddress),
        ["PatchSettingsRequest.address"] = Text(OfficeRules.MaxAddress),
        ["SettingsResponse.languages"] = Holds(1, OfficeRules.Languages.Length, OneOf(OfficeRules.Languages)),
        ["SettingsChangedResponse.languages"] = Holds(1, OfficeRules.Languages.Length, OneOf(OfficeRules.Languages)),
        ["PatchSettingsRequest.languages"] = Holds(1, OfficeRules.Languages.Length, OneOf(OfficeRules.Languages)),
        ["ClosuresResponse.dates"] = Closures,
        ["ClosuresChangedResponse.dates"] = Closures,
        ["PutClosuresRequest.dates"] = Closures,
        ["AppointmentTypeResponse.description"] = Text(Limits.Note),
        ["CreateAppointmentTypeRequest.description"] = Text(Limits.Note),
        ["PatchAppointmentTypeRequest.description"] = Text(Limits.Note),
        ["preparation"] = Text(Limits.Note),
        ["price"] = Text(Limits.Name),
        ["colour"] = Matches(Colour),
        ["order"] = Between(0, AppointmentTypeRules.MaxOrder),
        ["questions"] = Holds(0, QuestionRules.MaxQuestions),
        ["label"] = Text(Limits.Name, 1),
        ["Question.kind"] = OneOf([.. QuestionKinds.All]),
        ["options"] = Holds(0, QuestionRules.MaxOptions, Text(Limits.Name, 1)),
        ["answers"] = Answers,
        ["hours"] = Holds(0, 84),
        ["WeekdayRange.start"] = Matches(Time),
        ["WeekdayRange.end"] = Matches(TimeOrMidnight),
        ["title"] = Text(Limits.Name),
        ["location"] = Text(Limits.Note),
        ["languages"] = Holds(0, LanguageCodes.Most, Matches(Language)),
        ["staffNote"] = Text(Limits.Note),
        ["language"] = Matches(Language),
        ["tags"] = Holds(0, ClientRules.MaxTags, Text(ClientRules.MaxTag, 1)),
        ["GetReport.from"] = Date,
        ["GetReport.to"] = Date,
        ["providerName"] = Text((2 * Limits.Name) + 1),
        ["bookings"] = Between(0, int.MaxValue),
        ["cancelled"] = Between(0, int.MaxValue),
        ["noShows"] = Between(0, int.MaxValue),
        ["openMinutes"] = Between(0, int.MaxValue),
        ["usePercent"] = Between(0, 100),
        ["bookedMinutes"] = Between(0, int.MaxValue),
        ["ReportResponse.items"] = Holds(0, int.MaxValue),
        ["into"] = Matches(Id),
        ["ListClients.expand"] = OneOf(ClientEndpoints.NextAppointment),
    };

    private static void Closures(OpenApiSchema schema)
    {
        if (schema.AdditionalProperties is OpenApiSchema name)
        {
            name.MaxLength = Limits.Name;
        }
    }

    /// <remarks>Its converter hides from the generator what it is.</remarks>
    private static void Answers(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.Note };
    }
}
