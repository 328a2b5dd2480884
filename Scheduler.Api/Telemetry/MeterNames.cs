using Scheduler.Api.Appointments;
using Scheduler.Api.Events;
using Scheduler.Api.Jobs;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Telemetry;

/// <summary>What is measured for whoever asks: the framework's own meters and ours.</summary>
internal static class MeterNames
{
    public static readonly string[] All =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
        WriteTelemetry.Name,
        BookingMeter.Name,
        DeliveryMeter.Name,
        Worker.MeterName,
    ];

    /// <summary>Sources of spans: the request, the write and its commit, PostgreSQL's statements.</summary>
    public static readonly string[] Spans = ["Microsoft.AspNetCore", WriteTelemetry.Name, "Npgsql"];
}
