using System.Threading.Channels;

namespace TeachWhy.Transformer;

/// <summary>A continuation, token by token as it is made. To be read once; a reader who leaves early frees the request's place.</summary>
public sealed class SampleStream : IAsyncEnumerable<SampledToken>
{
    private readonly ChannelReader<SampledToken> _tokens;
    private readonly Action _leave;

    internal SampleStream(ChannelReader<SampledToken> tokens, Task<SampleResult> completion, Action leave)
    {
        _tokens = tokens;
        _leave = leave;
        Completion = completion;
    }

    /// <summary>The whole continuation and why it ended.</summary>
    public Task<SampleResult> Completion { get; }

    public async IAsyncEnumerator<SampledToken> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var token in _tokens.ReadAllAsync(cancellationToken))
            {
                yield return token;
            }

            // A continuation that failed or was cancelled says so.
            await Completion;
        }
        finally
        {
            _leave();
        }
    }
}
