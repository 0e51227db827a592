using System.Collections.Concurrent;
using System.Reflection;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Simulation;

/// <summary>What every company's instructions are made of, as one file of content/prompts has it. Texts still hold their slots.</summary>
internal sealed class PromptTexts
{
    private static readonly ConcurrentDictionary<SurfaceLevel, PromptTexts> Read = new();

    public Dictionary<string, string> Notice { get; set; } = [];

    public string Scratchpad { get; set; } = "";

    public Dictionary<string, string> Session { get; set; } = [];

    public string KeepInMind { get; set; } = "";

    public List<string> Lines { get; set; } = [];

    public Dictionary<string, List<string>> Mitigation { get; set; } = [];

    public Dictionary<string, List<string>> Agency { get; set; } = [];

    public Dictionary<string, string> Headings { get; set; } = [];

    public static PromptTexts Of(SurfaceLevel surface) => Read.GetOrAdd(surface, static level =>
    {
        var name = $"prompts/{level.ToString().ToLowerInvariant()}.yaml";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"content/{name} is not built in.");
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<PromptTexts>(reader);
    });
}
