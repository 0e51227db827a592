using System.Threading.Channels;

namespace TeachWhy.App.Serving;

/// <summary>Several answers that are written at the same time, as one row of parts in the order in which they come.</summary>
internal sealed class Together<T> : IAsyncDisposable
{
    private readonly Channel<(int, T)> _parts = Channel.CreateUnbounded<(int, T)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop;
    private readonly Task _all;

    public Together(IEnumerable<IAsyncEnumerable<T>> sources, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _all = CopyAllAsync([.. sources]);
    }

    /// <summary>Ends when all answers have, or fails as the first of them did.</summary>
    public ChannelReader<(int Index, T Part)> Parts => _parts.Reader;

    /// <summary>Answers that have not ended are left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _all;
        _stop.Dispose();
    }

    private async Task CopyAllAsync(IReadOnlyList<IAsyncEnumerable<T>> sources)
    {
        try
        {
            await Task.WhenAll(sources.Select(CopyAsync));
            _parts.Writer.Complete();
        }
        catch (Exception failure)
        {
            // It belongs to whoever reads.
            _parts.Writer.Complete(failure);
        }
    }

    private async Task CopyAsync(IAsyncEnumerable<T> source, int index)
    {
        try
        {
            await foreach (var part in source.WithCancellation(_stop.Token))
            {
                _parts.Writer.TryWrite((index, part));
            }
        }
        catch
        {
            // One that fails ends them all: nobody wants the rest.
            await _stop.CancelAsync();
            throw;
        }
    }
}
