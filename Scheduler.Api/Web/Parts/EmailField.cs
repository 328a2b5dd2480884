using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Parts;

/// <summary>The field <c>email</c> of a form that asks for nothing else.</summary>
internal static class EmailField
{
    /// <summary>What was typed there; null, and the form says why, where that can be no e-mail address.</summary>
    public static string? Email(this FormState form, PageLanguage language)
    {
        var email = form.Text("email");
        var errors = new RequestErrors();
        errors.Email("email", email);
        if (email is not null && !errors.Any)
        {
            return email;
        }

        form.Add("email", language[email is null ? "Details.WriteEmail" : "Details.WrongEmail"]);
        return null;
    }
}
