using System.Buffers;
using System.Text.Json;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>What a delivery says: <c>{ id, type, timestamp, data }</c>.</summary>
internal static class DeliveryBody
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whose the event is: of an appointment's, its client and itself; of a client's, the client.</summary>
    public static (string? ClientId, Guid? AppointmentId) WhoseOf(Delivery delivery)
    {
        var (kind, id) = (
            delivery.Subject[..delivery.Subject.IndexOf(':', StringComparison.Ordinal)],
            delivery.Subject[(delivery.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..]
        );
        if (kind == EventSubjects.Client)
        {
            return (id, null);
        }

        using var data = JsonDocument.Parse(delivery.Data);
        return kind == EventSubjects.Appointment && data.RootElement.TryGetProperty("userId", out var userId)
            ? (userId.GetString(), Guid.TryParse(id, out var appointment) ? appointment : null)
            : (null, null);
    }

    /// <param name="client">Sent where the webhook asks for it.</param>
    /// <param name="note">Sent with the client.</param>
    public static byte[] Write(Delivery delivery, Client? client, string? note)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", delivery.EventId);
            json.WriteString("type", delivery.Type);
            json.WriteString("timestamp", Instants.FormatInstant(delivery.AtUtc));
            json.WritePropertyName("data");
            if (client is null)
            {
                json.WriteRawValue(delivery.Data);
            }
            else
            {
                WriteData(json, delivery, client, note);
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter json, Delivery delivery, Client client, string? note)
    {
        using var data = JsonDocument.Parse(delivery.Data);
        json.WriteStartObject();
        foreach (var member in data.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }

        if (note is not null)
        {
            json.WriteString("note", note);
        }

        json.WriteStartObject("client");
        json.WriteString("id", client.Id);
        json.WriteString("firstName", client.FirstName);
        json.WriteString("lastName", client.LastName);
        json.WriteString("email", client.Email);
        json.WriteString("phone", client.Phone);
        json.WriteString("timeZone", client.TimeZone);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
