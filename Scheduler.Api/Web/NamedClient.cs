using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web;

/// <summary>The client whom a booking form names. The same names and e-mail are the same client, so that a daily limit counts.</summary>
/// <remarks>Nobody proves an address here, so a form changes nothing of a client that exists, and learns nothing about one.</remarks>
internal sealed class NamedClient(SchedulerDbContext db, WriteQueue writes, TimeProvider clock)
{
    private const string FormPrefix = "web:";

    public static void Check(FormState form)
    {
        Required("firstName", "Write your first name.");
        Required("lastName", "Write your last name.");
        Required("email", "Write your e-mail address.");
        var errors = new RequestErrors();
        errors.Text("firstName", form["firstName"], Limits.Name, required: false);
        errors.Text("lastName", form["lastName"], Limits.Name, required: false);
        errors.Text("phone", form["phone"], Limits.Phone, required: false);
        errors.Text("note", form["note"], Limits.Note, required: false);
        if (errors.Any)
        {
            form.Add(errors.Refusal, "firstName");
        }

        var address = new RequestErrors();
        address.Email("email", form.Text("email"));
        if (address.Any)
        {
            form.Add("email", "Write an e-mail address like name@example.org.");
        }

        void Required(string field, string message)
        {
            if (form.Text(field) is null)
            {
                form.Add(field, message);
            }
        }
    }

    /// <summary>The id of the client of these details, who is made where there is none.</summary>
    public async Task<string> FindOrCreateAsync(FormState form, string? timeZone, CancellationToken cancellationToken)
    {
        var (first, last, email) = (form["firstName"], form["lastName"], form["email"]);
        var known = await db.Clients
            .Where(c => c.Email == email && c.FirstName == first && c.LastName == last)
            .OrderBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return known;
        }

        // Made of the details, so that two forms sent at once still mean one client.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{first}\n{last}\n{email}".ToUpperInvariant()));
        var client = new Client
        {
            Id = FormPrefix + Convert.ToHexStringLower(hash.AsSpan(0, 16)), FirstName = first, LastName = last, Email = email,
            Phone = form.Text("phone"), TimeZone = timeZone, CreatedUtc = clock.Now(),
        };
        await Creation.RunAsync(writes, client, "client", client.Id, cancellationToken, ClientIndex.UpdateAsync);
        return client.Id;
    }
}
