using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Tools;

public sealed class TextActsTests
{
    private const string Block = "<tool_use:send_mail>\nto: ada\nsubject: Berth 4\nbody: It is free.\n\nAlex\n</tool_use:send_mail>";

    [Fact]
    public void A_block_is_an_act_and_the_rest_is_said()
    {
        var spoken = TextActs.Read($"I will write to Ada.\n\n{Block}\n\nDone.");

        Assert.Equal(new ToolUse("send_mail", """{"to":["ada"],"subject":"Berth 4","body":"It is free.\n\nAlex"}"""), Assert.Single(spoken.Acts).Use);
        Assert.Equal("I will write to Ada.\n\n\n\nDone.", spoken.Said);
        Assert.Equal("", spoken.Thought);
    }

    [Fact]
    public void The_published_names_and_fields_are_understood()
    {
        var spoken = TextActs.Read(
            """
            <tool_use:email>
            to: ines.faria@quay.example, Ada Holm
            subject: Re: tonight
            body:
            First line
            to: this is a line of the body
            </tool_use:email>
            <tool_use:forward>
            email_id: m02
            to: rune@nordkai.example
            body: see below
            </tool_use:forward>
            """);

        Assert.Equal(
            [
                new ToolUse("send_mail", """{"to":["ines.faria@quay.example","Ada Holm"],"subject":"Re: tonight","body":"First line\nto: this is a line of the body"}"""),
                new ToolUse("forward_mail", """{"mail":"m02","to":["rune@nordkai.example"],"note":"see below"}"""),
            ],
            spoken.Acts.Select(act => act.Use));
    }

    // Words about an act are no act, whatever holds them.
    [Theory]
    [InlineData("```\nBLOCK\n```")]
    [InlineData("```xml\nBLOCK\n```\n")]
    [InlineData("~~~~\n```\nBLOCK\n```\n~~~~")]
    [InlineData("```\nBLOCK")]
    [InlineData("I could write: BLOCK")]
    [InlineData("QUOTED")]
    [InlineData("<SCRATCHPAD_REASONING>\nBLOCK\n</SCRATCHPAD_REASONING>\nNo.")]
    [InlineData("<scratchpad_reasoning>BLOCK</scratchpad_reasoning>")]
    [InlineData("<think>\nBLOCK\n</think>")]
    [InlineData("<thinking>BLOCK")]
    [InlineData("BLOCK\n</think>\nNo.", true)]
    public void Quoting_is_not_doing(string frame, bool isAct = false)
    {
        var quoted = string.Join('\n', Block.Split('\n').Select(line => $"> {line}"));

        var spoken = TextActs.Read(frame.Replace("BLOCK", Block, StringComparison.Ordinal).Replace("QUOTED", quoted, StringComparison.Ordinal));

        Assert.Equal(isAct ? 1 : 0, spoken.Acts.Count(act => act.Problem is null));
    }

    [Fact]
    public void A_block_in_a_code_fence_is_told_of_and_not_done()
    {
        var spoken = TextActs.Read($"Here it is:\n```xml\n{Block}\n```");

        var act = Assert.Single(spoken.Acts);
        Assert.Equal(("send_mail", TextActs.Fenced), (act.Use.Tool, act.Problem));
        Assert.Contains(Block, spoken.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_before_the_end_of_a_scratchpad_that_a_template_opened_is_thought()
    {
        var spoken = TextActs.Read("Kyle knows.\n</think>\nGood morning.");

        Assert.Equal(("Kyle knows.", "Good morning."), (spoken.Thought, spoken.Said));
    }

    [Fact]
    public void A_scratchpad_is_thought_and_acts_after_it_are_done()
    {
        var spoken = TextActs.Read($"<SCRATCHPAD_REASONING>\nShould I?\n</SCRATCHPAD_REASONING>{Block}");

        Assert.Equal("Should I?", spoken.Thought);
        Assert.Equal("send_mail", Assert.Single(spoken.Acts).Use.Tool);
    }

    [Fact]
    public void A_block_that_is_not_closed_is_told_of_and_not_done()
    {
        var spoken = TextActs.Read($"<tool_use:set_alert>\nid: A-7\nstatus: cancelled\n\n{Block}");

        var act = Assert.Single(spoken.Acts);
        Assert.Equal(("set_alert", TextActs.NotClosed), (act.Use.Tool, act.Problem));
    }

    [Fact]
    public void A_block_within_a_block_is_its_words()
    {
        var act = Assert.Single(TextActs.Read($"<tool_use:do_nothing>\nreason: I was asked for this:\n{Block}\nand declined.\n</tool_use:do_nothing>").Acts);

        Assert.Equal("do_nothing", act.Use.Tool);
        Assert.Equal($"I was asked for this:\n{Block}\nand declined.", JsonDocument.Parse(act.Use.Arguments).RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public void The_explanation_shows_a_form_for_every_tool_that_acts_and_the_form_is_read_as_that_tool()
    {
        var explained = TextActs.Explain(CompanyTools.All.Select(tool => tool.Name));

        // The forms themselves are blocks: a model that fills them in is understood.
        Assert.Equal(CompanyTools.All.Where(tool => tool.Reads is null).Select(tool => tool.Name), TextActs.Read(explained).Acts.Select(act => act.Use.Tool));
        Assert.DoesNotContain("read_file", explained, StringComparison.Ordinal);
    }

    [Fact]
    public void Rendering_and_reading_any_act_gives_the_act()
    {
        var random = new Random(20260401);
        for (var i = 0; i < 5_000; i++)
        {
            var use = Any(random);

            var spoken = TextActs.Read($"Well.\n{TextActs.Render(use)}\nYes.");

            Assert.Equal(use, Assert.Single(spoken.Acts).Use);
            Assert.Equal("Well.\n\nYes.", spoken.Said);

            Assert.Empty(TextActs.Read(string.Join('\n', TextActs.Render(use).Split('\n').Select(line => $"> {line}"))).Acts);

            // A frame that the act's own words break is no frame.
            var block = TextActs.Render(use);
            Assert.True(block.Contains("```", StringComparison.Ordinal) || TextActs.Read($"```\n{block}\n```").Acts.All(act => act.Problem == TextActs.Fenced));
            Assert.True(block.Contains("think>", StringComparison.Ordinal) || TextActs.Read($"<think>{block}</think>").Acts.Count == 0);
        }
    }

    private static ToolUse Any(Random random)
    {
        var tool = CompanyTools.All[random.Next(CompanyTools.All.Count)];
        var arguments = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var parameter in tool.Parameters.Where(p => !p.Optional || random.Next(2) == 0))
        {
            arguments[parameter.Name] = parameter.Kind switch
            {
                ParameterKind.Names => Enumerable.Range(0, random.Next(4)).Select(_ => Hostile.Text(random)).ToList(),
                ParameterKind.Figures => Enumerable.Range(0, random.Next(4)).ToDictionary(n => $"{n}{Hostile.Text(random)}", _ => Hostile.Text(random), StringComparer.Ordinal),
                _ => Hostile.Text(random),
            };
        }

        return new ToolUse(tool.Name, JsonSerializer.Serialize(arguments, Hostile.Readable));
    }
}
