using System.Collections.Concurrent;
using TeachWhy.Curriculum.Authors;

namespace TeachWhy.Curriculum.Journals;

/// <summary>
/// Authors whose finished pieces are kept: a commission that is in the journal is never asked for again, and one that two items
/// want at the same time is asked for once.
/// </summary>
/// <param name="authors">Who writes.</param>
/// <param name="promptOf">The unfilled prompt of a commission, which is part of its key; empty for an author without prompts.</param>
public sealed class JournaledAuthor(AuthorRoles authors, DataJournal journal, Func<Commission, string> promptOf) : IAuthor
{
    private readonly ConcurrentDictionary<string, Lazy<Task<StageLine>>> _inWork = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StageCount> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _counted = new(StringComparer.Ordinal);

    public string Name => authors.Author.Name;

    /// <summary>Pieces by stage: those that this run wanted, each once.</summary>
    public IReadOnlyDictionary<string, StageCount> Counts => _counts;

    public int AtOnce(int wanted) => authors.Author.AtOnce(wanted);

    public bool Writes(PieceKind kind) => authors.Author.Writes(kind);

    public async Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation)
    {
        SharedPieces.Asked(commission);
        var key = commission.Key(authors.Of(commission.Role).Name, promptOf(commission));
        var line = await _inWork.GetOrAdd(key, _ => new Lazy<Task<StageLine>>(() => FindOrWriteAsync(key, commission, cancellation))).Value;
        return line.Piece ?? throw new AuthorException(line.Fault ?? "Nothing was written.");
    }

    private async Task<StageLine> FindOrWriteAsync(string key, Commission commission, CancellationToken cancellation)
    {
        try
        {
            if (journal.Find(commission.Stage, key) is { } kept)
            {
                Count(key, commission.Stage, kept, asked: false);
                return kept;
            }

            var line = await AskAsync(key, commission, cancellation);
            journal.Append(commission.Stage, line);
            Count(key, commission.Stage, line, asked: true);
            return line;
        }
        finally
        {
            // From here on the journal has it; after a fault, whoever comes next asks again.
            _inWork.TryRemove(key, out _);
        }
    }

    private async Task<StageLine> AskAsync(string key, Commission commission, CancellationToken cancellation)
    {
        try
        {
            var piece = await authors.Of(commission.Role).WriteAsync(commission, cancellation);
            return new StageLine(key, commission.For, piece, null) { Usage = piece.Usage };
        }
        catch (AuthorException failure)
        {
            return new StageLine(key, commission.For, null, failure.Message) { Usage = failure.Usage };
        }
    }

    // A piece that several items share is read as often as they want it, and counted once.
    private void Count(string key, string stage, StageLine line, bool asked)
    {
        if (_counted.TryAdd(key, 0))
        {
            _counts.AddOrUpdate(stage, _ => new StageCount(0, 0, 0).After(line, asked), (_, count) => count.After(line, asked));
        }
    }
}

/// <summary>Pieces of a stage.</summary>
/// <param name="Written">By the author in this run.</param>
/// <param name="Kept">From the journal, written by an earlier run.</param>
/// <param name="Unusable">Of both, those that nobody could use.</param>
public sealed record StageCount(int Written, int Kept, int Unusable)
{
    /// <summary>With one more.</summary>
    internal StageCount After(StageLine line, bool asked) => new(Written + (asked ? 1 : 0), Kept + (asked ? 0 : 1), Unusable + (line.Piece is null ? 1 : 0));
}
