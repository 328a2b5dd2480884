using System.Text;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Mail;

/// <summary>A folder into which the service writes its mails.</summary>
public sealed class MailFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-mail-");

    public string[] Settings => ["Mail:Directory", folder.FullName];

    /// <summary>Waits for a mail with a text like this, and answers that text.</summary>
    public async Task<string> AwaitAsync(string pattern)
    {
        var found = "";
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var file in folder.GetFiles("*.eml"))
                {
                    found = Regex.Match(PlainOf(await File.ReadAllTextAsync(file.FullName)), pattern).Value;
                    if (found.Length > 0)
                    {
                        return true;
                    }
                }

                return false;
            },
            $"a mail says {pattern}"
        );
        return found;
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The part that is plain text: the first one, in base64.</summary>
    private static string PlainOf(string mail)
    {
        var part = mail[mail.IndexOf("\r\n--part-", StringComparison.Ordinal)..];
        part = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return Encoding.UTF8.GetString(Convert.FromBase64String(part[..part.IndexOf("\r\n--", StringComparison.Ordinal)]));
    }
}
