using System.Threading.Channels;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Sampling;

namespace TeachWhy.Transformer;

/// <summary>
/// Continues prompts as they come: a request joins those in work at once, and one that ends makes room for the next.
/// A request's tokens depend on the model, the prompt, the request's options and its seed alone, not on what runs beside
/// it nor on the number of threads. The engine reads the weights as they are when it is made. All methods may be
/// called from any thread.
/// </summary>
public sealed class SamplingEngine : IDisposable
{
    // Weights above this do not lie near: they are read from memory at every step.
    private const long FarWeights = 16L << 20;

    private readonly SampleQueue _queue;
    private readonly List<SamplingWorker> _workers = [];
    private readonly List<Thread> _threads = [];
    private readonly long _cacheMemory;
    private bool _disposed;

    /// <param name="source">A model, or a checkpoint's weights, which are read one stretch at a time; not needed any more afterwards.</param>
    /// <exception cref="ModelTooLargeException">There is not enough memory for the weights; none of it has been taken.</exception>
    public SamplingEngine(IWeightSource source, SamplerOptions? options = null, KernelSet? kernels = null)
    {
        options ??= new SamplerOptions();
        Kernels = kernels ?? KernelSet.Fastest;
        Layout = new KeyValueLayout(source.Shape, options.CacheType, Kernels.PanelWidth);
        Weights = new SamplingWeights(source, options.WeightType, Kernels);

        // Each thread its own sequences, as long as the weights lie near; where they do not, threads that share each
        // product read them from memory once.
        var far = Weights.Bytes > FarWeights;
        var workers = far ? 1 : Math.Min(options.Threads, options.Sequences);
        _cacheMemory = options.CacheMemory / workers;
        _queue = new SampleQueue(options.Queue, workers);
        for (var index = 0; index < workers; index++)
        {
            var share = new WorkerShare(
                options.Sequences / workers + (index < options.Sequences % workers ? 1 : 0),
                far ? options.Threads : 1, _cacheMemory, options.PrefixMemory / workers);
            var worker = new SamplingWorker(Weights, Kernels, Layout, share, _queue);
            _workers.Add(worker);
            _threads.Add(new Thread(worker.Run) { IsBackground = true, Name = $"sampling {index}" });
        }
        _threads.ForEach(thread => thread.Start());
    }

    /// <summary>The model's sizes.</summary>
    public TransformerShape Shape => Weights.Shape;

    internal KernelSet Kernels { get; }

    internal SamplingWeights Weights { get; }

    internal KeyValueLayout Layout { get; }

    /// <summary>Continues one prompt.</summary>
    /// <exception cref="ArgumentException">The request cannot be answered; the message says why.</exception>
    /// <exception cref="QueueFullException">Too many requests wait.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the engine was disposed of.</exception>
    public Task<SampleResult> SampleAsync(SampleRequest request, CancellationToken cancellation = default)
    {
        Check(request);
        var job = new SampleJob(request);
        Start(job, cancellation);
        return job.Result;
    }

    /// <summary>
    /// Continues one prompt and gives each token as it is made. The request begins at once, so what is wrong with it is
    /// thrown here, as by <see cref="SampleAsync"/>.
    /// </summary>
    public SampleStream StreamAsync(SampleRequest request, CancellationToken cancellation = default)
    {
        Check(request);
        var tokens = Channel.CreateUnbounded<SampledToken>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var job = new SampleJob(request, tokens.Writer);
        Start(job, cancellation);
        return new SampleStream(tokens.Reader, job.Result, () => Leave(job));
    }

    /// <summary>Cancels what waits and what is in work, and waits for the threads.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _queue.Close();
        _threads.ForEach(thread => thread.Join());
        _workers.ForEach(worker => worker.Dispose());
        Weights.Dispose();
    }

    /// <summary>Continues many prompts that one caller holds, whatever the queue's limit.</summary>
    internal Task<SampleResult[]> SampleAllAsync(IReadOnlyList<SampleRequest> requests, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var request in requests)
        {
            Check(request);
        }
        List<SampleJob> jobs = [.. requests.Select(request => new SampleJob(request))];
        _queue.AddAll(jobs);
        jobs.ForEach(job => job.Watch(cancellation, _queue.Remove));
        return Task.WhenAll(jobs.Select(job => job.Result));
    }

    private void Check(SampleRequest request)
    {
        request.Check(Shape);
        var bytes = Layout.BytesOf(request);
        if (bytes > _cacheMemory)
        {
            throw new ArgumentException(
                $"A prompt of {request.Prompt.Count} tokens with up to {request.MaxTokens} more needs {bytes:N0} bytes for keys and values, above the {_cacheMemory:N0} that a sequence may take.", nameof(request));
        }
    }

    private void Start(SampleJob job, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _queue.Add(job);
        job.Watch(cancellation, _queue.Remove);
    }

    private void Leave(SampleJob job)
    {
        if (job.Cancel(CancellationToken.None))
        {
            _queue.Remove(job);
        }
    }
}
