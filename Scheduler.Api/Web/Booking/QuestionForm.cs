using Scheduler.Api.Questions;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>The questions of a type as fields of a form.</summary>
internal static class QuestionForm
{
    /// <summary>How the names of these fields begin.</summary>
    public const string Prefix = "answers.";

    public static string Field(Question question) => Prefix + question.Id;

    /// <summary>What was answered in a form, by the questions' ids.</summary>
    public static IReadOnlyDictionary<string, string> Read(FormState form, AppointmentType type) =>
        StoredQuestions
            .Of(type)
            .Where(q => form.Text(Field(q)) is not null)
            .ToDictionary(q => q.Id, q => form[Field(q)], StringComparer.Ordinal);

    /// <summary>Says at each field what is wrong with it.</summary>
    public static void Check(FormState form, AppointmentType type, PageLanguage language)
    {
        if (QuestionRules.Check(type, Read(form, type))?.Members["errors"] is not IReadOnlyDictionary<string, List<string>> errors)
        {
            return;
        }

        foreach (var question in StoredQuestions.Of(type).Where(q => errors.ContainsKey(Field(q))))
        {
            form.Add(Field(question), language[form.Text(Field(question)) is null ? "Ask.Missing" : "Ask.Wrong"]);
        }
    }
}
