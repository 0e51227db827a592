using System.Diagnostics.CodeAnalysis;

namespace TeachWhy.Transformer.Sampling;

/// <summary>Requests that wait, handed out one by one to whichever thread asks, and their results by place.</summary>
internal sealed class RequestQueue(IReadOnlyList<SampleRequest> requests)
{
    private int _taken = -1;

    public SampleResult[] Results { get; } = new SampleResult[requests.Count];

    public bool TryTake(out int index, [NotNullWhen(true)] out SampleRequest? request)
    {
        index = Interlocked.Increment(ref _taken);
        request = index < requests.Count ? requests[index] : null;
        return request is not null;
    }
}
