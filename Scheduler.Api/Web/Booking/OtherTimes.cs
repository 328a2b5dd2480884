using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>The booking page with its other times, and why the chosen one was not booked.</summary>
internal static class OtherTimes
{
    /// <summary>The page with what was typed into the form of details.</summary>
    public static async Task<IResult> KeepAsync(HttpContext http, BookingReader reader, BookingQuery query, FormState typed)
    {
        var word = typed.Text(PageKey.Field) ?? PageKey.NewWord();
        if (query.Others.Count > 0)
        {
            var meet = http.RequestServices.GetRequiredService<MeetReader>();
            return await meet.ReadAsync(query, null, http.RequestAborted) is { } several
                ? Pages.Show<MeetPage>(several with { Typed = typed, Word = word })
                : Pages.NotFoundSaying("Choose.NotOffered");
        }

        return await reader.ReadAsync(http, query) is { } model
            ? Pages.Show<BookingPage>(model with { Typed = typed, Word = word })
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    /// <param name="typed">What was typed into the form of details: the next one has it.</param>
    /// <param name="without">The time that was refused: one that is called taken is not on offer, whatever the reason is.</param>
    public static async Task<IResult> ShowAsync(
        HttpContext http,
        BookingReader reader,
        BookingQuery query,
        Refusal refusal,
        Appointment? moving = null,
        DateTime? without = null,
        FormState? typed = null
    )
    {
        if (refusal.RetryAfter is { } wait)
        {
            Problem.SetRetryAfter(http.Response, wait);
        }

        if (query.Others.Count > 0)
        {
            return await MeetPages.AgainAsync(http, query, refusal, without, typed);
        }

        return await reader.ReadAsync(http, query, moving) is { } model
            ? Pages.Show<BookingPage>(
                model.Without(refusal.Type == RefusalType.SlotTaken ? without : null) with
                {
                    Notice = Refused.Words(refusal, http.RequestServices.GetRequiredService<PageLanguage>(), moving is not null),
                    Typed = typed,
                    Word = typed is null ? null : typed.Text(PageKey.Field) ?? PageKey.NewWord(),
                },
                Refused.Status(refusal)
            )
            : Pages.NotFound();
    }
}
