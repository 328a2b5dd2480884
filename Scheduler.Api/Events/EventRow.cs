using System.Buffers;
using System.Text;
using System.Text.Json;
using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>Makes the row of an event, which is stored in the transaction of the effect: both or neither.</summary>
public static class EventRow
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="data">Writes the members of the event's data.</param>
    /// <param name="providerIds">In whose calendars it happened: they may read it.</param>
    public static Event Of(
        string type,
        string subjectKind,
        string subjectId,
        Actor actor,
        DateTime nowUtc,
        Action<Utf8JsonWriter> data,
        IReadOnlyCollection<string>? providerIds = null
    )
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            data(json);
            json.WriteEndObject();
        }

        return new Event
        {
            Type = type,
            AtUtc = nowUtc,
            ActorKind = actor.Word,
            ActorId = actor.Id,
            Address = actor.Address ?? "",
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            ProviderIds = providerIds is { Count: > 0 } ? $",{string.Join(',', providerIds)}," : null,
            Data = Encoding.UTF8.GetString(bytes.WrittenSpan),
        };
    }
}
