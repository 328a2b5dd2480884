using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Questions;

/// <summary>Which questions, and which answers to them, make sense.</summary>
internal static class QuestionRules
{
    public const int MaxQuestions = 20;
    public const int MaxOptions = 50;

    public static void Check(RequestErrors errors, IReadOnlyList<Question> questions)
    {
        if (questions.Count > MaxQuestions)
        {
            errors.Add("questions", $"must have at most {MaxQuestions} questions");
            return;
        }

        for (var i = 0; i < questions.Count; i++)
        {
            Check(errors, $"questions[{i}]", questions[i]);
            if (questions.Take(i).Any(q => q?.Id == questions[i]?.Id))
            {
                errors.Add($"questions[{i}].id", "must not be another question's, too");
            }
        }

        if (!errors.Any && StoredQuestions.Write(questions)?.Length > Limits.Questions)
        {
            errors.Add("questions", $"must have at most {Limits.Questions} characters in all");
        }
    }

    /// <summary>What is wrong with the answers to a type's questions; null when nothing is.</summary>
    public static Refusal? Check(AppointmentType type, IReadOnlyDictionary<string, string>? answers)
    {
        if (type.Questions is null && answers is null or { Count: 0 })
        {
            return null;
        }

        var errors = new RequestErrors();
        var questions = StoredQuestions.Of(type);
        foreach (var question in questions)
        {
            var answer = answers?.GetValueOrDefault(question.Id);
            if (string.IsNullOrWhiteSpace(answer))
            {
                if (question.Required)
                {
                    errors.Add($"answers.{question.Id}", "must be answered");
                }
            }
            else if (WhyNot(question, answer, errors) is { } why)
            {
                errors.Add($"answers.{question.Id}", why);
            }
        }

        foreach (var unknown in (answers?.Keys ?? []).Except(questions.Select(q => q.Id)).Take(MaxQuestions))
        {
            errors.Add($"answers.{unknown}", "is not asked for this appointment type");
        }

        return errors.Any ? errors.Refusal : null;
    }

    private static void Check(RequestErrors errors, string field, Question? question)
    {
        if (question is null)
        {
            errors.Add(field, "must be a question");
            return;
        }

        errors.Id($"{field}.id", question.Id);
        errors.Text($"{field}.label", question.Label, Limits.Name, required: true);
        if (!QuestionKinds.All.Contains(question.Kind))
        {
            errors.Add($"{field}.kind", $"must be one of {string.Join(", ", QuestionKinds.All)}");
        }

        var options = question.Options ?? [];
        if (question.Kind != QuestionKinds.Choice ? options.Count > 0 : options.Count is 0 or > MaxOptions)
        {
            errors.Add($"{field}.options", $"must have 1 to {MaxOptions} texts for a choice, and none for others");
        }
        else if (options.Distinct(StringComparer.Ordinal).Count() < options.Count)
        {
            errors.Add($"{field}.options", "must not have a text twice");
        }

        for (var i = 0; i < Math.Min(options.Count, MaxOptions); i++)
        {
            errors.Text($"{field}.options[{i}]", options[i], Limits.Name, required: true);
        }
    }

    private static string? WhyNot(Question question, string answer, RequestErrors errors)
    {
        switch (question.Kind)
        {
            case QuestionKinds.Choice:
                return question.Options!.Contains(answer) ? null : $"must be one of {string.Join(", ", question.Options!)}";
            case QuestionKinds.YesNo:
                return answer is QuestionKinds.Yes or QuestionKinds.No ? null : "must be 'yes' or 'no'";
            case QuestionKinds.Date:
                return Instants.TryParseDate(answer, out _) ? null : "must be a date such as 2026-11-23";
            default:
                errors.Text($"answers.{question.Id}", answer, Limits.Note, required: false);
                return null;
        }
    }
}
