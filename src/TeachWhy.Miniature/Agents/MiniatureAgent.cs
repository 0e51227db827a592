using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Agents;

/// <summary>A miniature opened as a chat model, with the tools and the judge of its world.</summary>
public sealed class MiniatureAgent : IDisposable
{
    private readonly SamplingEngine _engine;
    private readonly LocalChatClient _client;
    private readonly RolloutPlayer _player;

    public MiniatureAgent(TransformerModel model, WordTokenizer tokenizer, Lexicon lexicon, string name, int threads = 1)
    {
        _engine = new SamplingEngine(model, new SamplerOptions { Threads = threads });
        _client = new LocalChatClient(_engine, MiniatureChat.Format(tokenizer), name);
        Toolbox = new MiniatureToolbox(lexicon);
        _player = new RolloutPlayer(_client, Toolbox);
    }

    public IChatClient Client => _client;

    public IToolbox Toolbox { get; }

    /// <summary>Plays scenarios and judges what was done. A scenario's sampling seed depends on its id alone, so two models meet the same luck.</summary>
    public async Task<IReadOnlyList<JudgedRollout>> PlayAsync(IReadOnlyList<Scenario> scenarios, ulong seed, CancellationToken cancellation)
    {
        var rollouts = await _player.PlayAsync(scenarios, s => Seed.Of(seed, "sampling", s.Id), cancellation);
        return [.. scenarios.Zip(rollouts, (scenario, rollout) => new JudgedRollout(rollout, StructuralJudge.Judge(scenario, rollout)))];
    }

    /// <summary>What the model says next to each of these conversations, at temperature 1.</summary>
    public async Task<IReadOnlyList<string>> AnswerAsync(IReadOnlyList<IReadOnlyList<ChatMessage>> conversations, ulong seed, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(conversations.Select((messages, i) => _client.GetResponseAsync(
            messages, new ChatOptions { Temperature = 1f, Seed = unchecked((long)(seed + (ulong)i)) }, cancellation)));
        return [.. answers.Select(a => a.Text)];
    }

    public void Dispose()
    {
        _client.Dispose();
        _engine.Dispose();
    }
}
