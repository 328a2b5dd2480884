namespace Scheduler.Api.Questions;

/// <summary>Something that is asked when an appointment is booked.</summary>
/// <param name="Id">By which it is answered; an id of the caller's choice.</param>
/// <param name="Label">The question itself.</param>
/// <param name="Kind">What an answer is: `text`, `choice` (one of `options`), `yes-no` or `date`.</param>
/// <param name="Options">For a choice: 1 to 50 different texts; for others nothing.</param>
/// <param name="Required">Whether nothing is booked without an answer.</param>
public sealed record Question(string Id, string Label, string Kind, IReadOnlyList<string>? Options = null, bool Required = false);

/// <summary>The kinds of questions, in their words.</summary>
public static class QuestionKinds
{
    public const string Text = "text";
    public const string Choice = "choice";
    public const string YesNo = "yes-no";
    public const string Date = "date";

    public const string Yes = "yes";
    public const string No = "no";

    public static readonly IReadOnlyList<string> All = [Text, Choice, YesNo, Date];
}
