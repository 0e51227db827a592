using System.Text.Json.Nodes;
using TeachWhy.Tests.House;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.ChatTemplates;

/// <summary>The templates and conversations beside these tests.</summary>
internal static class TemplateFixtures
{
    private static readonly JsonArray Conversations = JsonNode.Parse(Read("conversations.json"))!.AsArray();

    public static string Read(string name) => File.ReadAllText(Repository.PathOf($"tests/TeachWhy.Tests/Transformer/ChatTemplates/Fixtures/{name}"));

    /// <summary>A conversation by its number.</summary>
    public static ChatConversation Conversation(int number)
    {
        var json = Conversations[number]!.DeepClone().AsObject();
        return new ChatConversation(Take("messages")!.AsArray())
        {
            Tools = Take("tools")?.AsArray(),
            Variables = Take("variables")?.AsObject(),
            TokenNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["bos_token"] = "<s>", ["eos_token"] = "</s>" },
            Time = new FixedTime(),
        };

        JsonNode? Take(string name)
        {
            json.Remove(name, out var node);
            return node;
        }
    }

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2025, 3, 4, 15, 6, 7, TimeSpan.Zero);
    }
}
