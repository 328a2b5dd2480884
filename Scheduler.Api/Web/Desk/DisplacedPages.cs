using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>The appointments that lie outside the open hours by now, each with other places.</summary>
/// <param name="HasMore">Whether there are more of them, once these have their places.</param>
public sealed record DisplacedModel(
    Viewer Viewer,
    IReadOnlyList<MoveProposal> Proposals,
    IReadOnlyDictionary<string, Client> Clients,
    IReadOnlyList<Provider> Providers,
    bool HasMore
)
{
    public Notice? Notice { get; init; }

    /// <summary>One move as a form sends it: the appointment, the start and with whom.</summary>
    public static string Value(MoveProposal of, Slot to) =>
        $"{of.Appointment.Id} {Instants.FormatInstant(to.StartUtc)} {string.Join(',', to.ProviderIds)}";

    public string With(IEnumerable<string> ids) =>
        string.Join(", ", ids.Select(id => Providers.FirstOrDefault(p => p.Id == id)).OfType<Provider>().Select(Names.Of));
}

/// <summary>The worklist after hours have changed: other places, taken one by one or all at once.</summary>
internal static class DisplacedPages
{
    private const int MaxRows = 40;
    private const int MaxProviders = 500;

    public static void MapDisplaced(this IEndpointRouteBuilder app)
    {
        app.MapPage("/displaced", ShowAsync).Needs(Permission.ReadAppointments);
        app.MapPost("/displaced", MoveAsync).Needs(Permission.ChangeAppointments);
    }

    private static async Task<IResult> ShowAsync(
        string? done,
        HttpContext http,
        ListAppointments list,
        ProposeMoves propose,
        FindProviders providers,
        OperationContext context
    ) =>
        Pages.Show<DisplacedPage>(
            await ReadAsync(http, list, propose, providers, context) with
            {
                Notice = done == "moved" ? new Notice("Moved", "They have their new places.", "ok") : null,
            }
        );

    private static async Task<IResult> MoveAsync(
        HttpContext http,
        ListAppointments list,
        ProposeMoves propose,
        FindProviders providers,
        MoveAppointments move,
        OperationContext context
    )
    {
        var moves = new OrderedDictionary<Guid, Move>();
        foreach (var value in (await http.Request.ReadFormAsync(http.RequestAborted))["move"])
        {
            if (
                value?.Split(' ') is [var id, var start, var with]
                && Guid.TryParse(id, out var appointment)
                && Instants.TryParse(start, out var startUtc)
                && with.Split(',') is var ids
                && Array.TrueForAll(ids, RequestErrors.IsId)
            )
            {
                moves[appointment] = new Move(startUtc, null, ids);
            }
        }

        var outcome = moves.Count is 0 or > MoveAppointments.Most
            ? new Refusal(RefusalType.InvalidRequest, "Nothing was chosen.")
            : await move.RunAsync(moves, http.RequestAborted);
        return outcome.Refusal is not { } refusal
            ? Pages.SeeOther("/displaced?done=moved")
            : Pages.Show<DisplacedPage>(
                await ReadAsync(http, list, propose, providers, context) with
                {
                    Notice = new Notice(
                        "Nothing was moved",
                        "A place has been taken since, or the hours have changed. The places below are free now."
                    ),
                },
                ProblemCatalog.Describe(refusal.Type).Status
            );
    }

    private static async Task<DisplacedModel> ReadAsync(
        HttpContext http,
        ListAppointments list,
        ProposeMoves propose,
        FindProviders providers,
        OperationContext context
    )
    {
        var found = await list.RunAsync(
            new AppointmentFilter
            {
                Displaced = true,
                WithClients = true,
                Limit = MaxRows,
            },
            http.RequestAborted
        );
        var ids = found.Rows.Select(a => a.Id).ToList();
        var proposals =
            ids.Count == 0 ? [] : (await propose.RunAsync(new MoveProposalQuery(ids, true, null, null), http.RequestAborted)).Value ?? [];
        return new DisplacedModel(
            Viewer.Of(http, null, context.Office),
            proposals,
            found.Clients!,
            await providers.ByNameAsync(MaxProviders, http.RequestAborted),
            found.Next is not null
        );
    }
}
