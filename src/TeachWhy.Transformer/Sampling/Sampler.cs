using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;
using TeachWhy.Transformer.Sampling;

namespace TeachWhy.Transformer;

/// <summary>
/// Continues many prompts at once. A sequence that ends makes room for the next request; a request's result depends
/// on the model, the prompt and its own seed alone, not on what else is in work nor on the number of threads.
/// The sampler reads the weights as they are when it is made.
/// </summary>
public sealed class Sampler : IDisposable
{
    private readonly TransformerModel _model;
    private readonly KernelSet _kernels;
    private readonly PackedWeights _weights;
    private readonly List<SamplingWorker> _workers = [];

    public Sampler(TransformerModel model, SamplerOptions? options = null, KernelSet? kernels = null)
    {
        options ??= new SamplerOptions();
        _model = model.Clone();
        _kernels = kernels ?? KernelSet.Fastest;
        _weights = new PackedWeights(_model.Parameters, _kernels, backward: false);
        var threads = Math.Min(options.Threads, options.Sequences);
        for (var thread = 0; thread < threads; thread++)
        {
            var sequences = options.Sequences / threads + (thread < options.Sequences % threads ? 1 : 0);
            _workers.Add(new SamplingWorker(_weights, _kernels, sequences));
        }
    }

    /// <summary>One result per request, in their order.</summary>
    public IReadOnlyList<SampleResult> Sample(IReadOnlyList<SampleRequest> requests, CancellationToken cancellation = default)
    {
        foreach (var request in requests)
        {
            Check(request);
        }
        var queue = new RequestQueue(requests);
        if (_workers.Count == 1)
        {
            _workers[0].Run(queue, cancellation);
        }
        else
        {
            Parallel.ForEach(
                _workers, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = _workers.Count },
                worker => worker.Run(queue, cancellation));
        }
        GC.KeepAlive(this);
        return queue.Results;
    }

    /// <summary>log p of each token of a continuation, given the prompt and the tokens before it.</summary>
    public IReadOnlyList<float> LogProbabilities(IReadOnlyList<int> prompt, IReadOnlyList<int> continuation)
    {
        if (continuation.Count == 0)
        {
            return [];
        }
        int[] tokens = [.. prompt, .. continuation];
        Check(new SampleRequest { Prompt = tokens[..^1] });
        Check(new SampleRequest { Prompt = [tokens[^1]] });
        var rows = ReadLogits(tokens.AsMemory(0, tokens.Length - 1), continuation.Count);
        return [.. continuation.Select((token, row) => -_kernels.CrossEntropy(token, weight: 0f, rows[row]))];
    }

    /// <summary>The logits behind each token, given those before it: [tokens][vocabulary].</summary>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> tokens)
    {
        Check(new SampleRequest { Prompt = tokens });
        return ReadLogits(tokens.ToArray(), tokens.Count);
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
        _weights.Dispose();
        _model.Dispose();
    }

    private float[][] ReadLogits(ReadOnlyMemory<int> tokens, int wanted)
    {
        using var memory = new MatrixMemory();
        using var pass = new SamplingPass(_weights, _kernels, tokens.Length);
        var logits = memory.Reserve(wanted, _model.Shape.Vocabulary);
        pass.Forward([new Chunk(new KeyValueCache(_model.Shape, memory), tokens, wanted)], logits);
        return [.. Enumerable.Range(0, wanted).Select(row => logits.Row(row).ToArray())];
    }

    private void Check(SampleRequest request)
    {
        if (request.Prompt.Count == 0 || request.Prompt.Count >= _model.Shape.Context)
        {
            throw new ArgumentException(
                $"A prompt must have from 1 to {_model.Shape.Context - 1} tokens, not {request.Prompt.Count}.", nameof(request));
        }
        if (request.MaxTokens < 1)
        {
            throw new ArgumentException($"MaxTokens must be above zero, not {request.MaxTokens}.", nameof(request));
        }
        if (!(request.Temperature >= 0f) || !float.IsFinite(request.Temperature))
        {
            throw new ArgumentException($"Temperature must be 0 or above and finite, not {request.Temperature}.", nameof(request));
        }
        foreach (var token in request.Prompt)
        {
            if ((uint)token >= (uint)_model.Shape.Vocabulary)
            {
                throw new ArgumentException($"Token {token} is outside the vocabulary of {_model.Shape.Vocabulary}.", nameof(request));
            }
        }
    }
}
