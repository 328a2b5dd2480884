namespace Scheduler.Tests.Mail;

/// <summary>What tests of mails mean to do, in their words.</summary>
internal static class MailIntents
{
    /// <summary>A client with an address, and with a name that must not become markup.</summary>
    public static async Task AddAddresseeAsync(this TestApp app, string id, string? timeZone = null) =>
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id,
                    firstName = "<script>",
                    lastName = id,
                    email = $"{id}@example.org",
                    timeZone,
                }
            )
        ).Expect(201);
}
