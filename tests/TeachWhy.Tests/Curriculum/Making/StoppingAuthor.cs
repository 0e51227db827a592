using System.Collections.Concurrent;
using TeachWhy.Curriculum.Authors;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Another author, whose pieces are counted, and who stops the run after so many of them.</summary>
internal sealed class StoppingAuthor(IAuthor author) : IAuthor
{
    private int _left;
    private Action _stop = () => { };

    public string Name => author.Name;

    /// <summary>How often each piece was asked for.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>A run begins; it is stopped after so many pieces, and never for 0.</summary>
    public void Begin(int stopAfter, Action stop) => (_left, _stop) = (stopAfter, stop);

    public int AtOnce(int wanted) => author.AtOnce(wanted);

    public bool Writes(PieceKind kind) => author.Writes(kind);

    public async Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        var piece = await author.WriteAsync(commission, cancellation);
        Asked.AddOrUpdate(commission.Key(Name, ""), 1, (_, before) => before + 1);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _stop();
        }

        return piece;
    }
}
