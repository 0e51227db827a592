using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>A job in work: its cache, its random numbers and what it has drawn so far.</summary>
internal sealed class RunningSequence
{
    private readonly SampleRequest _request;
    private readonly RandomSource _random;
    private readonly int _context;
    private readonly List<int> _tokens = [];
    private readonly List<SampledToken>? _reports;
    private readonly int[] _last = new int[1];

    public RunningSequence(SampleJob job, KeyValueCache cache, int context)
    {
        Job = job;
        Cache = cache;
        _request = job.Request;
        _random = new RandomSource(_request.Seed);
        _context = context;
        _reports = _request.LikeliestTokens is null ? null : [];
        Next = _request.Prompt as int[] ?? [.. _request.Prompt];
    }

    public SampleJob Job { get; }

    public KeyValueCache Cache { get; }

    /// <summary>What the model reads next: the prompt, later the token just drawn.</summary>
    public ReadOnlyMemory<int> Next { get; private set; }

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
        Next = _last;
        return null;
    }

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
