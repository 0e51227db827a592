using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>One JSON object per event and line, for a program that watches.</summary>
internal sealed class JsonDisplay(TextWriter output, TimeProvider time) : IStudyDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new SecondsConverter() },
    };

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly Lock _lock = new();

    public Task<StudyOutcome> ShowAsync(Func<Task<StudyOutcome>> work) => work();

    public void Report(StudyEvent value)
    {
        lock (_lock)
        {
            if (_thinning.LetsThrough(EventLines.ProgressOf(value)))
            {
                output.WriteEvent(value, Options);
            }
        }
    }

    public void Conclude(StudyOutcome outcome, StudyRequest request)
    {
        // The finished event named the files; their content is results.json.
    }

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
    }
}
