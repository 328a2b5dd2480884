using Microsoft.AspNetCore.Http;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Office;

/// <summary>The addresses of the office's pages, and what came of a form on one of them.</summary>
internal static class OfficeLinks
{
    public static string Client(string id) => $"/clients/{Uri.EscapeDataString(id)}";

    public static string Edit(string clientId) => $"{Client(clientId)}/edit";

    public static string Provider(string id) => $"/providers/{Uri.EscapeDataString(id)}";

    public static string Type(string id) => $"/types/{Uri.EscapeDataString(id)}";

    /// <summary>Why an operation was not done; null when it was.</summary>
    public static Refusal? Refused(this INestedHttpResult answer) => (answer.Result as Problem)?.Refusal;
}
