using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scheduler.Tests.Events;

/// <summary>What an event must say.</summary>
internal static class Said
{
    public static void By(this JsonElement e, string kind, string? id = null) =>
        Assert.Equal(
            (kind, id),
            (e.GetProperty("actor").GetProperty("kind").GetString(), e.GetProperty("actor").GetProperty("id").GetString())
        );

    public static void Of(this JsonElement e, string kind, string id) =>
        Assert.Equal(
            (kind, id),
            (e.GetProperty("subject").GetProperty("kind").GetString(), e.GetProperty("subject").GetProperty("id").GetString())
        );

    /// <summary>Its data are the appointment as its own GET answers now, with the version and without the notes and answers.</summary>
    /// <param name="beside">Members that an event of its type has beside these.</param>
    public static async Task IsAsync(this JsonElement e, TestApp app, string appointment, params string[] beside)
    {
        e.Of("appointment", appointment);
        Assert.Equal(app.Clock.GetUtcNow(), e.GetProperty("at").GetDateTimeOffset());
        var answer = (await app.FindAsync(appointment)).Expect(200);
        var expected = JsonNode.Parse(answer.Body)!.AsObject();
        expected.Remove("note");
        expected.Remove("staffNote");
        expected.Remove("answers");
        expected["version"] = int.Parse(answer.Headers.ETag!.Tag.Trim('"'));
        var data = JsonNode.Parse(e.GetProperty("data").GetRawText())!.AsObject();
        foreach (var member in beside)
        {
            Assert.True(data.Remove(member), $"{e} has no {member}.");
        }

        Assert.True(JsonNode.DeepEquals(expected, data), $"{data}\nwhere\n{expected}\nwas expected");
    }

    /// <summary>Its data have these members and no others.</summary>
    public static void HasOnly(this JsonElement e, params string[] members) =>
        Assert.Equal(
            members.Order(StringComparer.Ordinal),
            e.GetProperty("data").EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal)
        );
}
