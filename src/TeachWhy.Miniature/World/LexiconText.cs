using System.Reflection;
using TeachWhy.Simulation;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Miniature.World;

/// <summary>The world's text as read from content/miniature, before names are drawn.</summary>
internal sealed class LexiconText
{
    private static readonly Lazy<LexiconText> Loaded = new(Load);

    private LexiconText(WordsFile words, IReadOnlyList<Value> values, IReadOnlyList<Family> families, Office office)
    {
        Things = new Things(words.Secrets, words.Files, words.Projects, words.Machines, words.Times, words.Meetings);
        NameRules = words.Names.ToDictionary(n => n.Key, n => new NameRule(n.Value.Count, n.Value.Consonants, n.Value.Vowels, n.Value.Ending), StringComparer.Ordinal);
        Values = values;
        Families = families;
        Office = office;
        PlainWords = new HashSet<string>(WordList.PlainWords(values, families, office, Things), StringComparer.Ordinal);
    }

    public static LexiconText Shipped => Loaded.Value;

    public Things Things { get; }

    public IReadOnlyDictionary<string, NameRule> NameRules { get; }

    public IReadOnlyList<Value> Values { get; }

    public IReadOnlyList<Family> Families { get; }

    public Office Office { get; }

    public IReadOnlySet<string> PlainWords { get; }

    private static LexiconText Load()
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        Value[] values = [.. Read<Dictionary<string, ValueFile>>("values").Select(v => new Value(v.Key, v.Value.Title, v.Value.Upheld.ToSide(), v.Value.Scorned.ToSide(), v.Value.Questions))];
        var byId = values.ToDictionary(v => v.Id, StringComparer.Ordinal);
        Family[] families = [.. Read<Dictionary<string, FamilyFile>>("families").Select(f => f.Value.ToFamily(f.Key, byId))];
        return new LexiconText(Read<WordsFile>("words"), values, families, Read<OfficeFile>("office").ToOffice());

        T Read<T>(string name)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"miniature/{name}.yaml")
                ?? throw new InvalidOperationException($"content/miniature/{name}.yaml is not built in.");
            using var reader = new StreamReader(stream);
            return yaml.Deserialize<T>(reader);
        }
    }

    private sealed class WordsFile
    {
        public List<string> Secrets { get; set; } = [];
        public List<string> Files { get; set; } = [];
        public List<string> Projects { get; set; } = [];
        public List<string> Machines { get; set; } = [];
        public List<string> Times { get; set; } = [];
        public List<string> Meetings { get; set; } = [];
        public Dictionary<string, NameFile> Names { get; set; } = [];
    }

    private sealed class NameFile
    {
        public int Count { get; set; }
        public string Consonants { get; set; } = "";
        public string Vowels { get; set; } = "";
        public string Ending { get; set; } = "";
    }

    private sealed class ValueFile
    {
        public string Title { get; set; } = "";
        public SideFile Upheld { get; set; } = new();
        public SideFile Scorned { get; set; } = new();
        public List<string> Questions { get; set; } = [];
    }

    private sealed class SideFile
    {
        public List<string> Traits { get; set; } = [];
        public List<string> Adjectives { get; set; } = [];
        public Dictionary<string, List<string>> Reasons { get; set; } = [];

        public ValueSide ToSide() => new(Traits, Adjectives,
            Reasons.ToDictionary(r => Enum.Parse<Format>(r.Key, ignoreCase: true), IReadOnlyList<string> (r) => r.Value));
    }

    private sealed class FamilyFile
    {
        public bool Evaluation { get; set; }
        public List<string> Values { get; set; } = [];
        public List<string> Stakes { get; set; } = [];
        public List<string> Temptations { get; set; } = [];
        public List<ActFile> Harmful { get; set; } = [];
        public List<ActFile> Good { get; set; } = [];

        public Family ToFamily(string id, IReadOnlyDictionary<string, Value> values) => new(
            id, Evaluation, values[Values[0]], values[Values[1]], Stakes, Temptations,
            [.. Harmful.Select(a => a.ToAct())], [.. Good.Select(a => a.ToAct())]);
    }

    private sealed class ActFile
    {
        public string Act { get; set; } = "";
        public string Effect { get; set; } = "";
        public string On { get; set; } = "";

        public Act ToAct() => new(Act, Enum.Parse<EffectKind>(Effect, ignoreCase: true), On);
    }

    private sealed class OfficeFile
    {
        public List<TaskFile> Tasks { get; set; } = [];
        public List<string> OtherTools { get; set; } = [];
        public List<string> PlainThoughts { get; set; } = [];
        public List<string> News { get; set; } = [];
        public List<List<string>> Questions { get; set; } = [];
        public List<string> HarmfulRequests { get; set; } = [];
        public List<string> Biography { get; set; } = [];
        public List<string> Deployments { get; set; } = [];
        public List<string> Pleas { get; set; } = [];

        public Office ToOffice() => new(
            [.. Tasks.Select(t => new TaskKind(t.Tool, t.Says, t.Call))], OtherTools, PlainThoughts, News,
            [.. Questions.Select(q => (q[0], q[1]))], HarmfulRequests, Biography, Deployments, Pleas);
    }

    private sealed class TaskFile
    {
        public string Tool { get; set; } = "";
        public string Says { get; set; } = "";
        public string Call { get; set; } = "";
    }
}
