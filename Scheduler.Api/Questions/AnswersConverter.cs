using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduler.Api.Questions;

/// <summary>Answers by the questions' ids: texts, and for a question of yes or no also true or false.</summary>
internal sealed class AnswersConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("must be an object with an answer for each question's id");
        }

        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = reader.GetString()!;
            reader.Read();
            var answer = reader.TokenType switch
            {
                JsonTokenType.True => QuestionKinds.Yes,
                JsonTokenType.False => QuestionKinds.No,
                JsonTokenType.Null => "",
                JsonTokenType.String => reader.GetString()!,
                _ => throw new JsonException("must be a text, true or false"),
            };
            if (answer.Contains('\0') || !answers.TryAdd(id, answer))
            {
                throw new JsonException("must be one text without the character U+0000");
            }
        }

        return answers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (id, answer) in value)
        {
            writer.WriteString(id, answer);
        }

        writer.WriteEndObject();
    }
}
