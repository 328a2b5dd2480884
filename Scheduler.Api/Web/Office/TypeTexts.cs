using System.Security.Cryptography;
using Scheduler.Api.Calendars;
using Scheduler.Api.Questions;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>What the editor of a type says beside its policy: texts, questions, and hours without a provider.</summary>
internal static class TypeTexts
{
    /// <summary>What the field shows where a type has no colour of its own: a colour field cannot be empty.</summary>
    public const string FirstColour = "#0b57d0";

    /// <summary>Room for further questions.</summary>
    private const int More = 2;

    public static int Count(FormState form) =>
        Enumerable.Range(0, QuestionRules.MaxQuestions).TakeWhile(i => form.Values.ContainsKey($"q{i}.label")).Count() is > 0 and var sent
            ? sent
            : More;

    public static IReadOnlyList<(string Name, string? Value)> Fields(AppointmentType type)
    {
        var fields = new List<(string, string?)>
        {
            ("archived", type.Archived ? TypePages.Yes : TypePages.No),
            ("order", $"{type.Order}"),
            ("ownColour", type.Colour is null ? null : "on"),
            ("colour", type.Colour ?? FirstColour),
            ("description", type.Description),
            ("preparation", type.Preparation),
            ("price", type.Price),
        };
        var questions = StoredQuestions.Of(type);
        for (var i = 0; i < Math.Min(questions.Count + More, QuestionRules.MaxQuestions); i++)
        {
            var question = i < questions.Count ? questions[i] : null;
            fields.Add(($"q{i}.id", question?.Id));
            fields.Add(($"q{i}.label", question?.Label));
            fields.Add(($"q{i}.kind", question?.Kind ?? QuestionKinds.Text));
            fields.Add(($"q{i}.required", question?.Required == true ? TypePages.Yes : TypePages.No));
            fields.Add(($"q{i}.options", string.Join('\n', question?.Options ?? [])));
        }

        foreach (var day in (TypeHours.Of(type) ?? []).GroupBy(h => h.Day))
        {
            fields.Add(($"hours.{day.Key}", string.Join(", ", day.Select(h => $"{h.Start}-{h.End}"))));
        }

        return fields;
    }

    public static IReadOnlyList<Question> Questions(FormState form) =>
        [
            .. Enumerable
                .Range(0, QuestionRules.MaxQuestions)
                .Where(i => form.Text($"q{i}.label") is not null)
                .Select(i => new Question(
                    form.Text($"q{i}.id") ?? RandomNumberGenerator.GetHexString(12, lowercase: true),
                    form[$"q{i}.label"],
                    form[$"q{i}.kind"],
                    form[$"q{i}.kind"] == QuestionKinds.Choice ? form[$"q{i}.options"].Split('\n', Trimmed) : null,
                    form[$"q{i}.required"] == TypePages.Yes
                )),
        ];

    /// <summary>Null where no day has any.</summary>
    public static IReadOnlyList<WeekdayRange>? Hours(FormState form)
    {
        var hours = HoursPages
            .Days.SelectMany(day => HoursInput.Read(form[$"hours.{day}"]).Select(r => new WeekdayRange(day, r.Start, r.End)))
            .ToList();
        return hours.Count == 0 ? null : hours;
    }

    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
}
