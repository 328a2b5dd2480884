using System.Net;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Web.Support;

/// <summary>Forms without a browser.</summary>
internal static partial class Forms
{
    /// <summary>Sends a form as the site's own page does, and goes where the answer leads.</summary>
    public static Task<Answer> SendFormAsync(this TestApp app, string path, params (string Name, string Value)[] fields) =>
        app.SendFormWithAsync(path, ("Sec-Fetch-Site", "same-origin"), fields);

    public static async Task<Answer> SendFormWithAsync(this TestApp app, string path, (string Name, string Value) header, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await app.SendAsync(HttpMethod.Post, path, form, header);
    }

    /// <summary>The value of the first field of this name on a page.</summary>
    public static string Field(this Answer page, string name) =>
        Fields().Matches(page.Body).Where(m => m.Groups["name"].Value == name).Select(m => WebUtility.HtmlDecode(m.Groups["value"].Value)).First();

    [GeneratedRegex("<input[^>]*? name=\"(?<name>[^\"]+)\"[^>]*? value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Fields();
}
