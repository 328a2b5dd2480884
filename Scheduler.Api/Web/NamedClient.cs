using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web;

/// <summary>The client whom a booking form names. The same names and e-mail are the same client, so that a daily limit counts.</summary>
/// <remarks>Nobody proves an address here, so a form changes nothing of a client that exists, and learns nothing about one.</remarks>
internal sealed class NamedClient(OperationContext context)
{
    /// <summary>Says at each field what is wrong with it.</summary>
    public static void Check(FormState form, PageLanguage language)
    {
        Required("firstName", "Details.WriteFirstName");
        Required("lastName", "Details.WriteLastName");
        Required("email", "Details.WriteEmail");
        Text("firstName", Limits.Name);
        Text("lastName", Limits.Name);
        Text("phone", Limits.Phone);
        Text("note", Limits.Note);
        var address = new RequestErrors();
        address.Email("email", form.Text("email"));
        if (address.Any)
        {
            form.Add("email", language["Details.WrongEmail"]);
        }

        void Required(string field, string key)
        {
            if (form.Text(field) is null)
            {
                form.Add(field, language[key]);
            }
        }

        void Text(string field, int max)
        {
            var errors = new RequestErrors();
            errors.Text(field, form[field], max, required: false);
            if (errors.Any)
            {
                form.Add(field, form[field].Length > max ? language["Details.TooLong", max] : language["Details.Unwritable"]);
            }
        }
    }

    /// <summary>
    /// Who a checked form says that somebody is. The booking's transaction finds the client or makes it:
    /// a booking that is refused leaves nobody behind.
    /// </summary>
    public NamedVisitor Read(FormState form, string? timeZone)
    {
        var details = new ClientDetails(
            null,
            form["firstName"],
            form["lastName"],
            form["email"],
            form.Text("phone"),
            ZoneRules.TryGet(timeZone, out _) ? timeZone : null
        );
        return new NamedVisitor(form["email"], db => FindOrCreateAsync(db, details));
    }

    /// <remarks>Those who name one e-mail address come one after another here: the booking has locked it, to count.</remarks>
    private async Task<string> FindOrCreateAsync(SchedulerDbContext db, ClientDetails details)
    {
        var email = BookingsOf.Stored(details.Email!);
        if (await KnownAsync(db, details, email) is { } known)
        {
            return known;
        }

        var nowUtc = context.Now();
        var client = new Client
        {
            Id = Ids.New(nowUtc).ToString(),
            FirstName = details.FirstName,
            LastName = details.LastName,
            Email = email,
            Phone = details.Phone,
            TimeZone = details.TimeZone,
            CreatedUtc = nowUtc,
        };
        db.Add(client);
        db.Events.Add(ClientEvents.Of(EventTypes.ClientCreated, client, context));
        await db.SaveChangesAsync();
        await ClientIndex.UpdateAsync(db, client);
        return client.Id;
    }

    /// <summary>The client of this e-mail and these names, in whatever case and with whatever accents they were written.</summary>
    private static async Task<string?> KnownAsync(SchedulerDbContext db, ClientDetails details, string email)
    {
        var named = new Client
        {
            Id = "",
            FirstName = details.FirstName,
            LastName = details.LastName,
            CreatedUtc = default,
        };
        var candidates = SearchWords.SortName(named) is { } name
            ? db.Clients.Where(c => db.ClientNames.Any(n => n.SortName == name && n.ClientId == c.Id))
            : db.Clients.Where(c => c.Email == email && c.FirstName == details.FirstName && c.LastName == details.LastName);
        return (await candidates.AsNoTracking().OrderBy(c => c.Id).ToListAsync())
            .Find(c =>
                string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase)
                && FoldedText.Words(c.FirstName).SequenceEqual(FoldedText.Words(details.FirstName))
                && FoldedText.Words(c.LastName).SequenceEqual(FoldedText.Words(details.LastName))
            )
            ?.Id;
    }
}
