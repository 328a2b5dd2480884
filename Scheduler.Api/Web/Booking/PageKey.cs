using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Web.Booking;

/// <summary>What makes a form that is sent twice one booking: a word that each page has of its own, and what was chosen on it.</summary>
internal static class PageKey
{
    /// <summary>The field with the page's word.</summary>
    public const string Field = "once";

    private const int WordBytes = 16;

    /// <summary>A new page's word. Whoever knows it and the choice is led to the appointment, so it cannot be guessed.</summary>
    public static string NewWord() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(WordBytes));

    /// <param name="word">As the form has it; one without is a page of its own.</param>
    public static Guid Of(string? word, BookingChoice choice)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{word ?? NewWord()} {choice.Type.Id} {string.Join(',', choice.ProviderIds)} {choice.StartUtc.Ticks} {choice.Minutes}"
        );
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
