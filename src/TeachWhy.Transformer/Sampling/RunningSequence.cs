namespace TeachWhy.Transformer.Sampling;

/// <summary>A request in work: its cache, its random numbers and what it has drawn so far.</summary>
internal sealed class RunningSequence
{
    private readonly SampleRequest _request;
    private readonly RandomSource _random;
    private readonly int _context;
    private readonly List<int> _tokens = [];
    private readonly int[] _last = new int[1];

    public RunningSequence(int index, SampleRequest request, KeyValueCache cache, int context)
    {
        Index = index;
        _request = request;
        _random = new RandomSource(request.Seed);
        _context = context;
        Cache = cache;
        Next = request.Prompt as int[] ?? [.. request.Prompt];
    }

    /// <summary>The request's place among all requests.</summary>
    public int Index { get; }

    public KeyValueCache Cache { get; }

    /// <summary>What the model reads next: the prompt, later the token just drawn.</summary>
    public ReadOnlyMemory<int> Next { get; private set; }

    /// <summary>Takes the next token from the logits; a result once the sequence has ended.</summary>
    public SampleResult? Continue(Kernels.KernelSet kernels, Span<float> logits)
    {
        var token = _request.Temperature == 0f
            ? TokenChoice.Greedy(logits)
            : TokenChoice.Draw(kernels, _request.Temperature, _random.NextDouble(), logits);
        if (_request.StopTokens.Contains(token))
        {
            return new SampleResult(_tokens, StopReason.Stop);
        }
        _tokens.Add(token);
        if (_tokens.Count == _request.MaxTokens)
        {
            return new SampleResult(_tokens, StopReason.Length);
        }
        if (_request.Prompt.Count + _tokens.Count >= _context)
        {
            return new SampleResult(_tokens, StopReason.Context);
        }
        _last[0] = token;
        Next = _last;
        return null;
    }
}
