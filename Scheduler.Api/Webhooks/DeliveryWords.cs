using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>How far a delivery has come, as it is written on the wire.</summary>
internal static class DeliveryWords
{
    public static string Of(DeliveryStatus status) =>
        status switch
        {
            DeliveryStatus.Pending => "pending",
            DeliveryStatus.Delivered => "delivered",
            DeliveryStatus.Failed => "failed",
        };

    /// <returns>Null for a word that is none of these.</returns>
    public static DeliveryStatus? Parse(string? word) =>
        word switch
        {
            "pending" => DeliveryStatus.Pending,
            "delivered" => DeliveryStatus.Delivered,
            "failed" => DeliveryStatus.Failed,
            _ => null,
        };
}
