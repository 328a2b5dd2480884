namespace Scheduler.Api.Http;

/// <summary>What the page under a problem's type says: what happened, and what to do about it.</summary>
internal static class ProblemTexts
{
    public static (string Meaning, string Remedy) Of(RefusalType type) =>
        type switch
        {
            RefusalType.InvalidRequest => (
                "The body is not JSON, or a field is missing, unknown, of the wrong type or out of bounds.",
                "Read the member 'errors': it names each field and what is wrong with it. Nothing was changed."
            ),
            RefusalType.NotFound => (
                "There is no such client, provider, appointment type, appointment or route.",
                "Check the id and the path; ids are case-sensitive."
            ),
            RefusalType.MethodNotAllowed => (
                "The path exists, but not with this HTTP method.",
                "The response header 'Allow' lists the methods that the path has."
            ),
            RefusalType.UnsupportedMediaType => ("The body is not declared as JSON.", "Send the header 'Content-Type: application/json'."),
            RefusalType.PayloadTooLarge => ("A request body may have 64 KiB.", "Send less in one request."),
            RefusalType.RequestTimeout => (
                "A body must come with 1 KiB a second, after the first five seconds.",
                "Send the same request again. Nothing was changed."
            ),
            RefusalType.Unauthenticated => (
                "The request has no key, or one that is wrong, expired or revoked, and no session; "
                    + "and this service is not open to whoever asks.",
                "Send 'Authorization: Bearer' with a key, or sign in. "
                    + "A key is made with 'dotnet Scheduler.Api.dll keys create --name N --role R' on the server, or with POST /api/keys."
            ),
            RefusalType.Forbidden => (
                "The caller's role may not do this; or the form or the request was sent by a page of another site; "
                    + "or the link's key is not the appointment's.",
                "Where there is a member 'needs', it names the least role that may: use a key or an account that has it. "
                    + "Else open the page on this server and send the form from there, or use the link that came with the booking."
            ),
            RefusalType.IdTaken => (
                "Something with the chosen id exists.",
                "Choose another id, leave it out to have one made, or change what exists with PATCH."
            ),
            RefusalType.LastOwner => (
                "Without this account nobody could manage accounts any more.",
                "Make another owner, who has set a password, and then change this one."
            ),
            RefusalType.DailyLimitReached => (
                "The user already has an appointment on that calendar date. The calendar is the office zone's.",
                "Choose another date, or cancel or reschedule the appointment of that date. The member 'date' names it."
            ),
            RefusalType.SlotTaken => (
                "A provider is already booked or held in that range, buffers included.",
                "Choose one of the member 'alternatives', "
                    + "the nearest starts that could be booked when this was answered, or ask /api/slots."
            ),
            RefusalType.WrongState => (
                "The appointment's state, in the member 'state', does not allow this step.",
                "Read the appointment again. A cancelled or expired appointment stays as it is: book a new one."
            ),
            RefusalType.HoldExpired => (
                "The appointment was held, and not confirmed in time. Its range and its date are free again.",
                "Book again, and confirm before 'holdExpiresAt'."
            ),
            RefusalType.OffGrid => (
                "Appointments of this type start at fixed steps from local midnight.",
                "Choose one of the member 'nearest', the two starts around the one that was asked for."
            ),
            RefusalType.WrongDuration => (
                "The appointment type does not allow this length.",
                "GET the appointment type: from minMinutes to maxMinutes in steps of stepMinutes."
            ),
            RefusalType.OutsideAvailability => (
                "A provider has no open hours there, or does not offer this type of appointment.",
                "Ask /api/slots for what is open."
            ),
            RefusalType.TooSoon => (
                "Appointments of this type must be booked some time ahead.",
                "Choose a start not before the member 'earliest'."
            ),
            RefusalType.TooFarAhead => (
                "Appointments of this type can be booked up to a horizon only.",
                "Choose a start not after the member 'latest'."
            ),
            RefusalType.TooEarly => (
                "Whether the client came can be said from the day of the appointment on, not before.",
                "Send it on the day of the appointment: the member 'earliest' says from when on."
            ),
            RefusalType.MovesRefused => (
                "Several appointments were to be moved in one step, and some of the moves are refused; none was made.",
                "The member 'refusals' says for each which rule refuses it. Leave it out, or choose another place for it."
            ),
            RefusalType.TooLate => (
                "The holder of a manage link moves or cancels an appointment up to a time before its start, "
                    + "which the appointment type says, and never afterwards.",
                "Ask the office. The member 'until' says until when it was possible."
            ),
            RefusalType.ProviderRequired => (
                "Appointments of this type are with a provider, and none was named.",
                "Send 'providerId' or 'providerIds', or [\"any\"] for whoever is free."
            ),
            RefusalType.ProviderNotAllowed => (
                "Appointments of this type are booked without a provider.",
                "Leave out 'providerId' and 'providerIds'."
            ),
            RefusalType.TooManyHolds => (
                "The user, or the address, holds as many unconfirmed appointments as are allowed at once.",
                "Confirm or cancel one of them, or wait until one runs out."
            ),
            RefusalType.PreconditionFailed => (
                "The header 'If-Match' names another version than the present one.",
                "GET the resource again, look at what changed, and send its new ETag."
            ),
            RefusalType.IdempotencyKeyReused => (
                "The same 'Idempotency-Key' came before with another body.",
                "Make a new key for each new request; send the same key only to repeat the same request."
            ),
            RefusalType.IdempotencyKeyInUse => (
                "A request with the same 'Idempotency-Key' has not been answered yet.",
                "Send the same request again a little later."
            ),
            RefusalType.TooManyRequests => (
                "More requests came from one address than are allowed.",
                "Wait as long as the header 'Retry-After' says."
            ),
            RefusalType.InternalError => (
                "Something failed that should not. Nothing that was not acknowledged is half done.",
                "Report it with the member 'traceId'; the same id stands in the log."
            ),
            RefusalType.Unavailable => (
                "The service is starting, stopping, out of disk or under more load than it takes. Nothing was changed, "
                    + "unless the member 'outcome' is 'unknown': then the database was lost while it stored the change.",
                "Send the same request again after the seconds in the header 'Retry-After', with its Idempotency-Key: "
                    + "then it has one effect whatever became of the first try."
            ),
        };
}
