using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduler.Tests.Client;

public partial class SchedulerClient
{
    // A field that is not set is not sent: in a PATCH, null would clear it.
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}
