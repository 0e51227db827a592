using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Reads a sample's summary, from the list of samples or from the sample itself: both have the same members.</summary>
internal static class SummaryReader
{
    private const int LongestFactor = 200;

    public static SampleSummary Read(JsonElement sample)
    {
        var metadata = sample.Member("metadata") ?? default;

        // The sample keeps what came of it in its store; the list of samples, which has none, beside its facts.
        var ours = sample.Member("store")?.Member("teachwhy") ?? metadata.Member("teachwhy");
        return new SampleSummary
        {
            Id = sample.Words("id") ?? throw new JsonException("a sample has no 'id'"),
            Epoch = sample.Number("epoch") is >= 0 and <= int.MaxValue and var epoch ? (int)epoch : throw new JsonException("a sample has no 'epoch'"),
            Family = metadata.Words("family") ?? "",
            Company = metadata.Words("company") ?? "",
            Title = metadata.Words("title") ?? "",
            Benign = metadata.Member("benign") is { ValueKind: JsonValueKind.True },
            HeldOut = metadata.Member("held_out") is { ValueKind: JsonValueKind.True },
            Factors = metadata.Member("teachwhy") is null ? PlainFacts(metadata) : Words(metadata.Member("factors").Members()),
            Judgment = ours?.Record<Judgment>("judgment"),
            Scores = Words(sample.Member("scores").Members().Select(score => (score.Name, score.Value.Member("value") ?? score.Value))),
            End = End(sample, ours),
            Error = sample.Member("error") is { } error ? error.Words("message") ?? error.Words() : null,
            Usage = Usage(sample),
            Started = HeaderReader.Moment(sample, "started_at"),
            Took = sample.Number("total_time") is >= 0 and < 1e9 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    /// <summary>The same summary, holding equal words of a scenario's earlier one in place of its own: a log has many samples of few scenarios.</summary>
    public static SampleSummary Sharing(SampleSummary summary, SampleSummary first) => summary with
    {
        Id = first.Id,
        Family = summary.Family == first.Family ? first.Family : summary.Family,
        Company = summary.Company == first.Company ? first.Company : summary.Company,
        Title = summary.Title == first.Title ? first.Title : summary.Title,
        Factors = summary.Factors.Count == first.Factors.Count && summary.Factors.All(first.Factors.Contains) ? first.Factors : summary.Factors,
    };

    // Another tool's metadata are the nearest that it has to factors: those of them that are a word or a number.
    private static Dictionary<string, string> PlainFacts(JsonElement metadata) =>
        Words(((JsonElement?)metadata).Members()
            .Where(fact => fact.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .Where(fact => fact.Value.Words().Length <= LongestFactor));

    private static Dictionary<string, string> Words(IEnumerable<JsonProperty> members) => Words(members.Select(member => (member.Name, member.Value)));

    private static Dictionary<string, string> Words(IEnumerable<(string Name, JsonElement Value)> members)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            words[name] = value.Words();
        }

        return words;
    }

    private static RolloutEnd End(JsonElement sample, JsonElement? ours)
    {
        if ((ours?.Member("end") ?? ours?.Member("rollout")?.Member("end")) is { } end)
        {
            return end.Deserialize<RolloutEnd>(LogJson.Records);
        }

        var limit = sample.Member("limit");
        return (limit?.Words("type") ?? limit?.Words()) switch
        {
            "message" or "turn" => RolloutEnd.MessageLimit,
            "token" or "context" => RolloutEnd.TokenLimit,
            "time" or "working" => RolloutEnd.TimeLimit,
            "cost" => RolloutEnd.CostLimit,
            _ => sample.Member("error") is null ? RolloutEnd.Finished : RolloutEnd.Fault,
        };
    }

    private static TokenUsage? Usage(JsonElement sample)
    {
        TokenUsage? sum = null;
        foreach (var model in sample.Member("model_usage").Members())
        {
            sum = UsageText.Read(model.Value) is { } usage ? (sum ?? new TokenUsage(0, 0)) + usage : sum;
        }

        return sum;
    }
}
