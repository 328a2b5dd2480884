using Scheduler.Api.Access;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Access;

/// <summary>What was refused about a first account or a password, in the reader's language: the operations speak English.</summary>
internal static class SetupWords
{
    private const string Password = "password";

    /// <summary>Says each at the field that it is about.</summary>
    public static void Add(FormState form, Refusal refusal, PageLanguage language)
    {
        if (refusal.Members.GetValueOrDefault("errors") is not IEnumerable<KeyValuePair<string, List<string>>> fields)
        {
            form.Add(Password, language[refusal.Type == RefusalType.WrongState ? "Setup.Already" : ProblemNames.Key(refusal.Type)]);
            return;
        }

        foreach (var (name, messages) in fields)
        {
            form.Add(name, Of(name, messages[0], form.Text(name) is null, language));
        }
    }

    private static string Of(string field, string message, bool isMissing, PageLanguage language) =>
        field switch
        {
            "name" when isMissing => language["Setup.WriteName"],
            "email" => language[isMissing ? "Details.WriteEmail" : "Details.WrongEmail"],
            Password when message == Passwords.TriedFirst => language["Setup.PasswordCommon"],
            Password when message == Passwords.MadeOfNames => language["Setup.PasswordOwn"],
            Password => language["Setup.PasswordLength", Passwords.MinLength, Passwords.MaxLength],
            _ => language["Ask.Wrong"],
        };
}
