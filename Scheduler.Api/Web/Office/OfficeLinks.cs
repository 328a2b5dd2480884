namespace Scheduler.Api.Web.Office;

/// <summary>The addresses of the office's pages.</summary>
internal static class OfficeLinks
{
    public static string Client(string id) => $"/clients/{Uri.EscapeDataString(id)}";

    public static string Edit(string clientId) => $"{Client(clientId)}/edit";

    public static string Provider(string id) => $"/providers/{Uri.EscapeDataString(id)}";

    public static string Webhook(Guid id) => $"/webhooks/{id}";

    public static string Type(string id) => $"/types/{Uri.EscapeDataString(id)}";
}
