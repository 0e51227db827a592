using System.Text;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.ChatTemplates;

/// <summary>A template is a stranger's program: whatever it tries, it ends soon, in a text or in one clear error.</summary>
public sealed class HostileTemplateTests
{
    // Each asks for time, memory or depth without end, in another way.
    public static TheoryData<string, string> Greedy => new()
    {
        { "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "steps" },
        { "{% for a in range(1000001) %}{% endfor %}", "range" },
        { "{{ range(0, 9000000000000000000, 1) }}", "range" },
        { "{{ 'x' * 1000000000000 }}", "steps" },
        { "{{ ('x' * 1000000) * 1000000000000 }}", "characters" },
        { "{{ [0] * 1000000000000 }}", "steps" },
        { "{% set ns = namespace(x='0123456789') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}", "characters" },
        { "{% set ns = namespace(x=[1]) %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}", "steps" },
        { "{% set ns = namespace(x=[1]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}", "steps" },
        { "{% set ns = namespace(x=[1], y=[1]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}", "steps" },
        { "{% set ns = namespace(x=[1], y=[1]) %}{% for a in range(9999) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x == ns.y }}", "nests deeper" },
        { "{% set ns = namespace(x=[1]) %}{% for a in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}", "nests deeper" },
        { "{% set ns = namespace(x=[1]) %}{% for a in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}", "nests deeper" },
        { "{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x }}", "a namespace" },
        { "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nests deeper" },
        { "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}", "nests deeper" },
        { "{% macro m(x) %}{{ x(x) }}{% endmacro %}{{ m(m) }}", "nests deeper" },
        { "{{ ('aaaaaaaaaa' * 100000) | replace('a', 'b' * 1000000) }}", "characters" },
        { "{{ (['x' * 1000000] * 10000) | join('-') }}", "characters" },
        { "{{ ('\n' * 1000000) | indent(1000, blank=true) }}", "characters" },
        { "{% set x = 'a' * 10000000 %}{% for a in range(99999) %}{{ 'b' in x }}{% endfor %}", "steps" },
        { "{% set x = 'a' * 1000000 %}{% for a in range(99999) %}{% set y = x.split('b') %}{% endfor %}", "steps" },
        { "{% set x = range(10000) %}{{ x | map('tojson') | map('string') | unique | list }}", "steps" },
        { "{{ 9 ** 9 ** 9 ** 9 }}", "64 bits" },
        { "{{ 9223372036854775807 + 1 }}", "64 bits" },
        { "{{ -9223372036854775807 * 2 }}", "64 bits" },
        { "{{ (-9223372036854775807 - 1) // -1 }}", "64 bits" },
        { "{{ 1e308 * 10 }}", "finite" },
        { "{{ messages.append(1) }}", "change" },
    };

    [Theory]
    [MemberData(nameof(Greedy))]
    public void Greed_ends_in_one_error(string template, string says)
    {
        var failure = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template).Render(TemplateFixtures.Conversation(0)));

        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    // Nesting that would fill the stack of whoever reads it.
    public static TheoryData<string> Deep =>
    [
        $"{{{{ {new string('(', 100_000)}1{new string(')', 100_000)} }}}}",
        $"{{{{ {new string('[', 100_000)}",
        $"{{{{ {string.Concat(Enumerable.Repeat("not ", 100_000))}1 }}}}",
        $"{{{{ {string.Concat(Enumerable.Repeat("- ", 100_000))}1 }}}}",
        $"{{{{ {string.Concat(Enumerable.Repeat("1 if 1 else ", 80_000))}1 }}}}",
        string.Concat(Enumerable.Repeat("{% if 1 %}", 100_000)),
        string.Concat(Enumerable.Repeat("{% for a in b %}", 60_000)),
        $"{{% for {new string('(', 100_000)}a",
        $"{{{{ 1{string.Concat(Enumerable.Repeat(" + 1", 100_000))} }}}}",
        $"{{{{ 1{string.Concat(Enumerable.Repeat("|abs", 100_000))} }}}}",
        $"{{{{ a{string.Concat(Enumerable.Repeat("[0]", 100_000))} }}}}",
        new('x', ChatTemplate.LongestSource + 1),
    ];

    [Theory]
    [MemberData(nameof(Deep))]
    public void Depth_ends_in_one_error(string template)
    {
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template).Render(TemplateFixtures.Conversation(0)));
    }

    // Good templates with pieces cut out, doubled and swapped: thousands of programs that nobody wrote.
    [Theory]
    [InlineData("hermes.jinja")]
    [InlineData("llama.jinja")]
    [InlineData("thinking.jinja")]
    [InlineData("generation.jinja")]
    [InlineData("schema.jinja")]
    public void A_mutated_template_renders_or_ends_in_one_error(string name)
    {
        var source = TemplateFixtures.Read(name);
        var random = new RandomSource(Seed.Of(1, "mutation", name));
        var conversation = TemplateFixtures.Conversation(6);
        for (var i = 0; i < 1000; i++)
        {
            var mutated = Mutate(source, random);
            try
            {
                var rendered = ChatTemplate.Parse(mutated).Render(conversation);
                Assert.Equal(rendered.Text.Length, rendered.Runs.Sum(run => run.Length));
            }
            catch (ChatTemplateException)
            {
                // One clear error is as good an end as a text.
            }
        }
    }

    private static string Mutate(string source, RandomSource random)
    {
        var text = new StringBuilder(source);
        for (var edits = random.NextInt(4) + 1; edits > 0 && text.Length > 20; edits--)
        {
            var (from, length, to) = (random.NextInt(text.Length - 12), random.NextInt(12), random.NextInt(text.Length - 12));
            var piece = text.ToString(from, length);
            switch (random.NextInt(3))
            {
                case 0:
                    text.Remove(from, length);
                    break;
                case 1:
                    text.Insert(to, piece);
                    break;
                default:
                    text.Remove(from, length).Insert(Math.Min(to, text.Length), piece);
                    break;
            }
        }

        return text.ToString();
    }
}
