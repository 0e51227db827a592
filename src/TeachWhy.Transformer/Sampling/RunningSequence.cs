using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>A job in work: its cache, its random numbers and what it has drawn so far.</summary>
internal sealed class RunningSequence : IDisposable
{
    private readonly SampleRequest _request;
    private readonly RandomSource _random;
    private readonly int _context;
    private readonly KeyValueCache _cache;
    private readonly List<int> _tokens = [];
    private readonly List<SampledToken>? _reports;
    private readonly int[] _last = new int[1];
    private ReadOnlyMemory<int> _unread;

    public RunningSequence(SampleJob job, KeyValuePool pool)
    {
        Job = job;
        _request = job.Request;
        _random = new RandomSource(_request.Seed);
        _context = pool.Layout.Shape.Context;
        _reports = _request.LikeliestTokens is null ? null : [];
        _cache = new KeyValueCache(pool);
        _unread = _request.Prompt as int[] ?? [.. _request.Prompt];
        CacheBytes = pool.Layout.BytesOf(_request);
    }

    public SampleJob Job { get; }

    /// <summary>What its cache takes when it is as long as it may become.</summary>
    public long CacheBytes { get; }

    /// <summary>Takes over what is known of the prompt.</summary>
    public void Begin() => _unread = _unread[_cache.Begin(_unread.Span)..];

    /// <summary>What the model reads next: some of the prompt, later the token just drawn.</summary>
    /// <param name="rows">Most tokens.</param>
    public Chunk Read(int rows)
    {
        var tokens = _unread[..Math.Min(rows, _unread.Length)];
        _unread = _unread[tokens.Length..];
        _cache.Expect(tokens.Span);
        return new Chunk(_cache, tokens, Wanted: _unread.IsEmpty ? 1 : 0);
    }

    /// <summary>Takes the next token from the logits; a result once the sequence has ended.</summary>
    public SampleResult? Continue(KernelSet kernels, Span<float> logits)
    {
        var likelihoods = _request.LikeliestTokens is null ? null : new Likelihoods(kernels, logits);
        var token = TokenChoice.Choose(kernels, _request, _random, logits);
        if (_request.StopTokens.Contains(token))
        {
            return Result(StopReason.Stop);
        }
        _tokens.Add(token);
        Report(token, likelihoods);
        if (_tokens.Count == _request.MaxTokens)
        {
            return Result(StopReason.Length);
        }
        if (_request.Prompt.Count + _tokens.Count >= _context)
        {
            return Result(StopReason.Context);
        }
        _last[0] = token;
        _unread = _last;
        return null;
    }

    /// <summary>Gives the cache back.</summary>
    public void Dispose() => _cache.Dispose();

    private void Report(int token, Likelihoods? likelihoods)
    {
        if (likelihoods is null && !Job.IsStreaming)
        {
            return;
        }
        var report = likelihoods is null
            ? new SampledToken(token, float.NaN, [])
            : new SampledToken(token, likelihoods.Of(token), likelihoods.Likeliest(_request.LikeliestTokens!.Value));
        _reports?.Add(report);
        Job.Report(report);
    }

    private SampleResult Result(StopReason reason) => new(_tokens, reason) { LogProbabilities = _reports };
}
