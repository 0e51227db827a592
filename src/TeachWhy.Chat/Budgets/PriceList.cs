using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TeachWhy.Chat;

/// <summary>Prices of models by provider and name, as <c>content/prices.yaml</c> writes them.</summary>
public sealed partial class PriceList
{
    private const string Shape = "a price list has 'as-of', a date, and 'models', a list of 'provider', 'source' and 'prices', names with 'input', 'output' and perhaps 'cached-input'";

    private readonly Dictionary<(ChatProvider Provider, string Name), ModelPrice> _prices = [];

    private PriceList(string asOf) => AsOf = asOf;

    /// <summary>The one that ships.</summary>
    public static PriceList Shipped { get; } = ReadShipped();

    /// <summary>The day on which the prices were looked up.</summary>
    public string AsOf { get; }

    /// <summary>Reads a list.</summary>
    /// <param name="file">Its name, for the sentence that says what is wrong with it.</param>
    /// <exception cref="FormatException">One sentence: the place, what stands there and what is allowed.</exception>
    public static PriceList Read(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var root = stream.Documents is [{ RootNode: YamlMappingNode mapping }] ? mapping : throw Wrong(file, null);
            var list = new PriceList(Scalar(file, root, "as-of").Value ?? "");
            foreach (var entry in Child<YamlSequenceNode>(file, root, "models"))
            {
                list.Add(file, entry as YamlMappingNode ?? throw Wrong(file, entry));
            }

            return list;
        }
        catch (YamlException failure)
        {
            throw new FormatException($"{file}({failure.Start.Line}): {ProviderAnswer.OneLine(failure.Message)}.", failure);
        }
    }

    /// <summary>The price of a model; null where this list has none.</summary>
    public ModelPrice? Find(ChatModelName name)
    {
        return name.Provider == ChatProvider.Local ? ModelPrice.Free : _prices.GetValueOrDefault((name.Provider, name.Model)) ?? _prices.GetValueOrDefault((name.Provider, Snapshot().Replace(name.Model, "")));
    }

    private void Add(string file, YamlMappingNode entry)
    {
        var named = Scalar(file, entry, "provider");
        var provider = named.Value switch
        {
            "anthropic" => ChatProvider.Anthropic,
            "openai" => ChatProvider.OpenAi,
            _ => throw Wrong(file, named),
        };
        foreach (var (name, value) in Child<YamlMappingNode>(file, entry, "prices"))
        {
            if (name is not YamlScalarNode { Value: { Length: > 0 } model } || value is not YamlMappingNode price)
            {
                throw Wrong(file, value);
            }

            _prices[(provider, model)] = new ModelPrice(
                Dollars(file, price, "input")!.Value, Dollars(file, price, "output")!.Value, price.Children.ContainsKey("cached-input") ? Dollars(file, price, "cached-input") : null);
        }
    }

    private static decimal? Dollars(string file, YamlMappingNode price, string name)
    {
        var node = Scalar(file, price, name);
        return decimal.TryParse(node.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) ? dollars : throw Wrong(file, node);
    }

    private static YamlScalarNode Scalar(string file, YamlMappingNode parent, string name) => Child<YamlScalarNode>(file, parent, name);

    private static T Child<T>(string file, YamlMappingNode parent, string name)
        where T : YamlNode =>
        parent.Children.TryGetValue(name, out var child) && child is T found ? found : throw Wrong(file, child ?? parent);

    private static FormatException Wrong(string file, YamlNode? node) => new($"{file}({node?.Start.Line ?? 1}): {Shape}.");

    private static PriceList ReadShipped()
    {
        const string Name = "prices.yaml";
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(Name)!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), Name);
    }

    // A model's name with the date of a snapshot, or "latest", behind it.
    [GeneratedRegex(@"-(?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}|latest|0)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Snapshot();
}
