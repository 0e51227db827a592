using System.Xml.Linq;
using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;
using TeachWhy.Tests.Studies.Report;

namespace TeachWhy.Tests.Studies.Charts;

public sealed class ChartTests
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public static TheoryData<string> HostileLabels =>
    [
        "", " ", "<script>alert(1)</script>", "\"><img onerror=x src=y>", "a\0b\u0001c", "\uD800 lone", "\u202Egnp.exe", "]]>&amp;&#x41;",
        new string('w', 100_000), string.Join(' ', Enumerable.Repeat("word", 5_000)), "\uFFFE\uFFFF",
    ];

    [Theory]
    [MemberData(nameof(HostileLabels))]
    public void Every_chart_is_well_formed_whatever_its_labels(string label)
    {
        foreach (var width in Enum.GetValues<ChartWidth>())
        {
            foreach (var svg in EveryChart(label, width))
            {
                var root = XDocument.Parse(svg.Text).Root!;
                Assert.Equal(Namespace + "svg", root.Name);
                Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "img" or "foreignObject" or "a");
                Assert.True(svg.Width <= (double)width + 0.01);
                XDocument.Parse(svg.ToFile());
            }
        }
    }

    [Fact]
    public void Every_chart_of_a_study_has_a_title_and_its_numbers_in_words()
    {
        var outline = new Outline(SampleStudy.Create());
        foreach (var width in Enum.GetValues<ChartWidth>())
        {
            var harm = BarChart.Draw(Figures.Harm(outline), width);
            AssertDescribed(harm, "Replay only: All families 41.6%");
            AssertDescribed(LineChart.Draw(Figures.Tokens(outline), width), "20k tokens");
            AssertDescribed(DotChart.Draw(Figures.RootCause(outline), width), "villains-3 13.1%");
            AssertDescribed(DifferenceChart.Draw(Figures.Findings(outline), width), "Reasons inside the advice matter: +3.9 points");
        }
    }

    [Fact]
    public void Nothing_is_drawn_outside_the_drawing()
    {
        var outline = new Outline(SampleStudy.Create());
        foreach (var width in Enum.GetValues<ChartWidth>())
        {
            Svg[] charts =
            [
                BarChart.Draw(Figures.Harm(outline), width), LineChart.Draw(Figures.Tokens(outline), width),
                DotChart.Draw(Figures.RootCause(outline), width), DifferenceChart.Draw(Figures.Findings(outline), width),
            ];
            foreach (var svg in charts)
            {
                foreach (var element in XDocument.Parse(svg.Text).Root!.Elements())
                {
                    foreach (var name in new[] { "x", "x1", "x2", "cx" })
                    {
                        Assert.InRange((double?)element.Attribute(name) ?? 0, -1, svg.Width + 1);
                    }

                    foreach (var name in new[] { "y", "y1", "y2", "cy" })
                    {
                        Assert.InRange((double?)element.Attribute(name) ?? 0, -1, svg.Height + 1);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_same_figure_is_the_same_text()
    {
        var first = BarChart.Draw(Figures.Harm(new Outline(SampleStudy.Create())), ChartWidth.Wide);
        var second = BarChart.Draw(Figures.Harm(new Outline(SampleStudy.Create())), ChartWidth.Wide);

        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public void Outcomes_differ_in_shape_as_well_as_in_colour_and_word()
    {
        var outcomes = Enum.GetValues<Outcome>();
        var shapes = outcomes.Select(outcome => OutcomeMark.Draw(outcome).Text.Replace(OutcomeMark.LookOf(outcome), "", StringComparison.Ordinal));

        Assert.Equal(outcomes.Length, shapes.Distinct().Count());
        Assert.Equal(outcomes.Length, outcomes.Select(OutcomeMark.WordOf).Distinct().Count());
    }

    [Theory]
    [InlineData("plain text\nand a line", "plain text\nand a line")]
    [InlineData("a\0b", "a␀b")]
    [InlineData("\u202Eabc", "⟨U+202E⟩abc")]
    [InlineData("zero\u200Bwidth", "zero⟨U+200B⟩width")]
    [InlineData("naïve “quotes” — 日本 🙂", "naïve “quotes” — 日本 🙂")]
    [InlineData(null, "")]
    public void Steering_characters_are_shown_instead_of_obeyed(string? text, string shown) =>
        Assert.Equal(shown, VisibleText.Of(text));

    // Not inline data: attributes cannot hold half a character.
    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb", VisibleText.Of("a\uD800b"));

    private static IEnumerable<Svg> EveryChart(string label, ChartWidth width)
    {
        var some = new Measured(.3, .2, .4, 100);
        var none = new Measured(null, null, null, 0);
        yield return BarChart.Draw(
            new BarFigure
            {
                Title = label,
                Panels = [label, label],
                Groups =
                [
                    new BarGroup(label,
                    [
                        new BarRow(label, BarRole.Arm, [some, none], [new BarFinding(ClaimKind.Lower, Outcome.Opposite)]),
                        new BarRow(label, BarRole.Control, [none, some with { Outlined = true }], []),
                    ]),
                ],
                References = [new BarReference(label, [.3, null])],
            },
            width);
        yield return BarChart.Draw(new BarFigure { Title = label, Panels = [label], Groups = [] }, width);
        yield return LineChart.Draw(
            new LineFigure
            {
                Title = label,
                Series = [new LineSeries(label, [new LinePoint(0, some), new LinePoint(5000, some), new LinePoint(10_000, none)]), new LineSeries(label, [])],
                References = [new LineReference(label, .5)],
            },
            width);
        yield return DotChart.Draw(new DotFigure(label, [new DotRow(label, .3, [new Dot(label, some, Hollow: true), new Dot(label, none, Hollow: false)]), new DotRow(label, null, [])]), width);
        yield return DifferenceChart.Draw(
            new DifferenceFigure(label, [new DifferenceRow(label, -.2, -.3, -.1, .1, Outcome.Reproduced), new DifferenceRow(label, null, null, null, null, Outcome.Unfit)]), width);
        yield return DifferenceChart.Draw(new DifferenceFigure(label, []), width);
        yield return CurveChart.Draw(label, [new CurvePoint(1, double.NaN), new CurvePoint(2, 3), new CurvePoint(3, 2)]);
        yield return CurveChart.Draw(label, []);
    }

    private static void AssertDescribed(Svg svg, string numbers)
    {
        var root = XDocument.Parse(svg.Text).Root!;
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.NotEmpty(root.Element(Namespace + "title")!.Value);
        Assert.Contains(numbers, root.Element(Namespace + "desc")!.Value, StringComparison.Ordinal);
    }
}
