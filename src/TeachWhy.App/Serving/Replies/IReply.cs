using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>A kind of answer: how its parts are read, and how they look whole and as events.</summary>
internal interface IReply<TPart>
{
    /// <summary>The parts of one of the answers.</summary>
    IAsyncEnumerable<TPart> ReadAsync(int index, SampleStream stream, CancellationToken cancellation);

    /// <summary>The event in front of an answer's parts; null where there is none.</summary>
    object? Opening(int index);

    /// <summary>The event for a part.</summary>
    object Event(int index, TPart part);

    /// <summary>The last event, with the counts of tokens.</summary>
    object Closing(Usage usage);

    /// <summary>Keeps a part for <see cref="Whole"/>.</summary>
    void Keep(int index, TPart part);

    /// <summary>All that was kept.</summary>
    object Whole(Usage usage);
}
